package dev.mesher.api;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** One event in full. */
final class EventRoutes {
    private final EventStore events;

    EventRoutes(EventStore events) {
        this.events = events;
    }

    /** Takes Mesher's id of the event, or the client's. */
    Future<Buffer> detail(RoutingContext ctx) {
        UUID id = Parameters.uuid("event", ctx.pathParam("event"));
        return events.find(id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("event")))
                .compose(event -> events.neighbours(event).compose(navigation -> ctx.vertx()
                        .executeBlocking(() -> EventDetail.encode(event, navigation), false)));
    }
}
