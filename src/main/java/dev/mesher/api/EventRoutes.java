package dev.mesher.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** One event in full. */
final class EventRoutes {
    private final EventStore events;

    EventRoutes(EventStore events) {
        this.events = events;
    }

    /** Takes Mesher's id of the event, or the client's. */
    Future<Buffer> detail(Call call) {
        StoredEvent event = call.event();
        return events.neighbours(event)
                .compose(navigation ->
                        call.http().vertx().executeBlocking(() -> EventDetail.encode(event, navigation), false));
    }
}
