package dev.mesher.api.episode;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Replies;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Episodes of alerts, what members do about alerts and episodes, and what became of an alert. */
public final class EpisodeRoutes implements ApiRoutes {
    private static final int DEFAULT_EPISODES = 50;

    private final EpisodeListStore episodes;
    private final AlertTimelineStore timelines;
    private final AlertActionStore actions;

    public EpisodeRoutes(EpisodeListStore episodes, AlertTimelineStore timelines, AlertActionStore actions) {
        this.episodes = episodes;
        this.timelines = timelines;
        this.actions = actions;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/episodes", Needs.MEMBER, this::list);
        to.post("/api/v1/episodes/:episode/acknowledge", Needs.MEMBER, call -> episode(call, AlertAction.ACKNOWLEDGE));
        to.post("/api/v1/episodes/:episode/resolve", Needs.MEMBER, call -> episode(call, AlertAction.RESOLVE));
        to.get("/api/v1/alerts/:alert/timeline", Needs.MEMBER, this::timeline);
        to.post("/api/v1/alerts/:alert/acknowledge", Needs.MEMBER, call -> alert(call, AlertAction.ACKNOWLEDGE));
        to.post("/api/v1/alerts/:alert/resolve", Needs.MEMBER, call -> alert(call, AlertAction.RESOLVE));
    }

    Future<JsonArray> list(ApiCall call) {
        Parameters query = call.query();
        EpisodeListStore.Which which = new EpisodeListStore.Which(
                query.oneOf("open", List.of(true, false), String::valueOf),
                query.text("episode").map(text -> Parameters.uuid("episode", text)));
        return episodes.list(call.project(), which, query.limit(DEFAULT_EPISODES), query.cursor(Cursor.Kind.TIME));
    }

    Future<JsonArray> timeline(ApiCall call) {
        return timelines.of(call.id());
    }

    private Future<JsonObject> episode(ApiCall call, AlertAction action) {
        return actions.episode(call.id(), action, Actor.caller(call.caller().user()))
                .map(changed -> Replies.ok());
    }

    private Future<JsonObject> alert(ApiCall call, AlertAction action) {
        return actions.alert(call.id(), action, Actor.caller(call.caller().user()))
                .map(done -> Replies.ok());
    }
}
