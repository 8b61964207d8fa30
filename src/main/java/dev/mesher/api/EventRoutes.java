package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** One event in full. */
final class EventRoutes {
    private final EventStore events;

    EventRoutes(EventStore events) {
        this.events = events;
    }

    /** Takes Mesher's id of the event, or the client's. */
    Future<Buffer> detail(Call call) {
        UUID id = Parameters.uuid("event", call.pathText("event"));
        return events.find(id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("event")))
                .compose(event -> events.neighbours(event).compose(navigation -> call.http()
                        .vertx()
                        .executeBlocking(() -> EventDetail.encode(event, navigation), false)));
    }
}
