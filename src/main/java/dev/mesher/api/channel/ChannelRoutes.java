package dev.mesher.api.channel;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Replies;
import dev.mesher.api.endpoint.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An organisation's channels. No answer has a secret of a channel's settings. */
public final class ChannelRoutes implements ApiRoutes {
    private final ChannelStore channels;

    public ChannelRoutes(ChannelStore channels) {
        this.channels = channels;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/orgs/:org/channels", Needs.MEMBER, this::list);
        to.post("/api/v1/orgs/:org/channels", Needs.ADMIN, this::create);
        to.post("/api/v1/channels/:channel", Needs.ADMIN, this::edit);
        to.post("/api/v1/channels/:channel/delete", Needs.ADMIN, this::delete);
    }

    Future<JsonArray> list(ApiCall call) {
        return channels.list(call.organization());
    }

    Future<Reply> create(ApiCall call) {
        return channels.create(
                        call.organization(),
                        NewChannel.of(call.body()),
                        call.caller().user())
                .map(id -> Reply.created(new JsonObject().put("id", id.toString())));
    }

    /** Answers the channel as it is then. */
    Future<JsonObject> edit(ApiCall call) {
        return channels.edit(call.id(), ChannelEdit.of(call.body()));
    }

    Future<JsonObject> delete(ApiCall call) {
        return channels.delete(call.id()).map(deleted -> Replies.ok());
    }
}
