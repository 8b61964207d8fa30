package dev.mesher.api;

import dev.mesher.write.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** One event in full. */
final class EventRoutes {
    private final EventStore events;
    private final Dictionaries dictionaries;

    EventRoutes(EventStore events, Dictionaries dictionaries) {
        this.events = events;
        this.dictionaries = dictionaries;
    }

    /** Takes Mesher's id of the event, or the client's. */
    Future<Buffer> detail(Call call) {
        StoredEvent event = call.event();
        return events.neighbours(event).compose(navigation -> call.http()
                .vertx()
                .executeBlocking(() -> EventDetail.encode(event, navigation, dictionaries), false));
    }
}
