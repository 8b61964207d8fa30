package dev.mesher.api;

import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

/** One event in full. */
final class EventRoutes {
    private final EventDetailStore events;
    private final FeedbackStore feedback;
    private final Dictionaries dictionaries;

    EventRoutes(EventDetailStore events, FeedbackStore feedback, Dictionaries dictionaries) {
        this.events = events;
        this.feedback = feedback;
        this.dictionaries = dictionaries;
    }

    /** The event with that id, which may be Mesher's or the client's. */
    Future<Buffer> detail(ApiCall call) {
        EventDetailRow event = call.event();
        return events.neighbours(event).compose(navigation -> feedback(event).compose(said -> call.http()
                .vertx()
                .executeBlocking(() -> EventDetail.encode(event, navigation, said, dictionaries), false)));
    }

    private Future<JsonArray> feedback(EventDetailRow event) {
        return event.eventId() == null
                ? Future.succeededFuture(new JsonArray())
                : feedback.ofEvent(event.projectId(), event.eventId());
    }
}
