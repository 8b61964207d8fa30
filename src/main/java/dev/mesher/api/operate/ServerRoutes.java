package dev.mesher.api.operate;

import dev.mesher.access.Gate;
import dev.mesher.access.Principal;
import dev.mesher.access.Scope;
import dev.mesher.access.Visitor;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.project.ProjectRoutes;
import dev.mesher.db.SqlFailure;
import dev.mesher.decode.Bulk;
import dev.mesher.http.Times;
import dev.mesher.told.channel.FailingChannel;
import dev.mesher.told.channel.FailingChannelStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a page asks first: whether its user must sign in, what the server allows, and which channels deliver nothing. */
public final class ServerRoutes implements ApiRoutes {
    private final Gate gate;
    private final ServerFacts facts;
    private final FailingChannelStore channels;

    public ServerRoutes(Gate gate, ServerFacts facts, FailingChannelStore channels) {
        this.gate = gate;
        this.facts = facts;
        this.channels = channels;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get("/api/v1/server", Needs.NOTHING, this::server);
    }

    /** Callers who may read learn more than others. */
    Future<JsonObject> server(ApiCall call) {
        return gate.visitor(call.http().request()).compose(visitor -> {
            JsonObject answer = new JsonObject()
                    .put("version", facts.version())
                    .put("sign_in", visitor.signInRequired() ? "required" : "none")
                    .put("first_account_made", visitor.firstAccountMade());
            return reader(visitor)
                    .map(reader -> failing(reader).map(failing -> answer.put("node", facts.node())
                            .put("limits", limits())
                            .put("failing_channels", failing)))
                    .orElseGet(() -> Future.succeededFuture(answer));
        });
    }

    private static Optional<Principal> reader(Visitor visitor) {
        return visitor.caller().filter(caller -> caller.allows(Scope.READ));
    }

    /** None while PostgreSQL is away: the rest of the answer does not need it. */
    private Future<JsonArray> failing(Principal reader) {
        return channels.list(reader.organizationFilter())
                .map(failing ->
                        new JsonArray(failing.stream().map(ServerRoutes::json).toList()))
                .recover(failure -> SqlFailure.unavailable(failure)
                        ? Future.succeededFuture(new JsonArray())
                        : Future.failedFuture(failure));
    }

    private static JsonObject json(FailingChannel channel) {
        return new JsonObject()
                .put("id", channel.id().toString())
                .put("org_id", channel.organization().toString())
                .put("kind", channel.kind())
                .put("name", channel.name())
                .put("failing_since", Times.text(channel.since()));
    }

    private JsonObject limits() {
        return new JsonObject()
                .put("rate_limit_window_seconds", facts.rateLimitWindowSeconds())
                .put("rate_limit_max_events", facts.rateLimitMaxEvents())
                .put("event_max_bytes", facts.eventMaxBytes())
                .put("bulk_max_events", Bulk.MAX_EVENTS)
                .put("bulk_max_bytes", facts.bulkMaxBytes())
                .put("retention_min_days", ProjectRoutes.MIN_RETENTION_DAYS)
                .put("retention_max_days", ProjectRoutes.MAX_RETENTION_DAYS);
    }
}
