package dev.mesher.api.event;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.payload.Dictionaries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

/** One event in full. */
public final class EventRoutes implements ApiRoutes {
    private final EventDetailStore events;
    private final FeedbackStore feedback;
    private final Dictionaries dictionaries;

    public EventRoutes(EventDetailStore events, FeedbackStore feedback, Dictionaries dictionaries) {
        this.events = events;
        this.feedback = feedback;
        this.dictionaries = dictionaries;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/events/:event", Needs.MEMBER, this::detail);
    }

    /** The event with that id, which may be Mesher's or the client's. */
    Future<Buffer> detail(ApiCall call) {
        return events.get(call.id()).compose(event -> events.neighbours(event)
                .compose(navigation -> feedback(event).compose(said -> call.http()
                        .vertx()
                        .executeBlocking(() -> EventDetail.encode(event, navigation, said, dictionaries), false))));
    }

    private Future<JsonArray> feedback(EventDetailRow event) {
        return event.eventId() == null
                ? Future.succeededFuture(new JsonArray())
                : feedback.ofEvent(event.projectId(), event.eventId());
    }
}
