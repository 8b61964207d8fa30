package dev.mesher.api;

import dev.mesher.search.SearchStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Optional;

/** Finds events of a project by their text, or by their session. */
final class SearchRoutes {
    private final SearchStore search;
    private final EventListStore events;

    SearchRoutes(SearchStore search, EventListStore events) {
        this.search = search;
        this.events = events;
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
