package dev.mesher.api.change;

import dev.mesher.api.alert.AlertListStore;
import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Reply;
import dev.mesher.api.issue.IssueRows;
import dev.mesher.change.ChangeCursor;
import dev.mesher.change.ChangeStore;
import dev.mesher.http.Answers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The changes since a cursor, and the stream's address for requests that are no upgrade. */
public final class ChangeRoutes implements ApiRoutes {
    private static final int UPGRADE_REQUIRED = 426;

    private final Changes changes;

    public ChangeRoutes(ChangeStore changes, IssueRows issues, AlertListStore alerts) {
        this.changes = new Changes(changes, issues, alerts);
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/changes", Needs.MEMBER, this::changes);
        to.get(PROJECT + "/stream", Needs.MEMBER, this::stream);
    }

    Future<JsonObject> changes(ApiCall call) {
        return call.query()
                .text("since")
                .map(text -> changes.since(call.project(), ChangeCursor.parse("since", text)))
                .orElseGet(changes::present);
    }

    /** The server takes upgrades before any route. So only a request that is none arrives here. */
    Future<Reply> stream(ApiCall call) {
        HttpServerResponse unused = call.http().response().putHeader("Upgrade", "websocket");
        return Future.succeededFuture(
                new Reply(UPGRADE_REQUIRED, Answers.error("this is a WebSocket: ask for it with Upgrade: websocket")));
    }
}
