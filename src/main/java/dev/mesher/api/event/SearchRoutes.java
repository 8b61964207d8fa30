package dev.mesher.api.event;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.search.SearchStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Optional;

/** Finds events of a project by their text, or by their session. */
public final class SearchRoutes implements ApiRoutes {
    private final SearchStore search;
    private final EventListStore events;

    public SearchRoutes(SearchStore search, EventListStore events) {
        this.search = search;
        this.events = events;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/events/search", Needs.MEMBER, this::search);
        to.get(PROJECT + "/sessions/:session/events", Needs.MEMBER, this::session);
    }

    Future<JsonArray> search(ApiCall call) {
        Parameters query = call.query();
        return search.search(call.project(), query.filled("q"), query.limit());
    }

    /** Lists a session's events. The cursor is the last event's {@code received_at} and {@code id}. */
    Future<JsonArray> session(ApiCall call) {
        Parameters query = call.query();
        Optional<Cursor> after = query.cursor(Cursor.Kind.TIME);
        return events.session(call.project(), call.pathText("session"), query.limit(), after);
    }
}
