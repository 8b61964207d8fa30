package dev.mesher.api.channel;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The messages of a channel: what became of each, a test, and sending one again. The nodes' senders do the sending. */
public final class MessageRoutes implements ApiRoutes {
    private final MessageLogStore log;
    private final MessageQueueStore queue;

    public MessageRoutes(MessageLogStore log, MessageQueueStore queue) {
        this.log = log;
        this.queue = queue;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/channels/:channel/deliveries", Needs.MEMBER, this::deliveries);
        to.post("/api/v1/channels/:channel/test", Needs.ADMIN, this::test);
        to.post("/api/v1/messages/:message/redeliver", Needs.ADMIN, this::redeliver);
    }

    Future<JsonObject> deliveries(ApiCall call) {
        Parameters query = call.query();
        return log.page(call.id(), query.limit(), query.cursor(Cursor.Kind.COUNT));
    }

    Future<Reply> test(ApiCall call) {
        return queue.test(call.id(), call.caller().user())
                .map(id -> Reply.created(new JsonObject().put("message_id", id.toString())));
    }

    Future<JsonObject> redeliver(ApiCall call) {
        return queue.again(call.id()).map(queued -> Replies.ok());
    }
}
