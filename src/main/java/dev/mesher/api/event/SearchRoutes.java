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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds events of a project by their text, or by their session. */
public final class SearchRoutes implements ApiRoutes {
    private static final List<String> SORTS = List.of("time");

    private final SearchStore search;
    private final EventSearch byTime;
    private final EventListStore events;

    public SearchRoutes(SearchStore search, EventSearch byTime, EventListStore events) {
        this.search = search;
        this.byTime = byTime;
        this.events = events;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(PROJECT + "/events/search", Needs.MEMBER, this::search);
        to.get(PROJECT + "/sessions/:session/events", Needs.MEMBER, this::session);
    }

    /** The best matches, or, with {@code sort=time}, a page of the newest. */
    Future<?> search(ApiCall call) {
        Parameters query = call.query();
        if (query.oneOf("sort", SORTS, Function.identity()).isPresent()) {
            return byTime.page(
                    call.project(),
                    query.text("issue").map(issue -> Parameters.uuid("issue", issue)),
                    EventFilter.of(query, query.text("q").orElse("")),
                    query.limit(),
                    query.cursor(Cursor.Kind.TIME));
        }
        return search.search(call.project(), query.filled("q"), query.limit());
    }

    /** Lists a session's events. The cursor is the last event's {@code received_at} and {@code id}. */
    Future<JsonArray> session(ApiCall call) {
        Parameters query = call.query();
        Optional<Cursor> after = query.cursor(Cursor.Kind.TIME);
        return events.session(call.project(), call.pathText("session"), query.limit(), after);
    }
}
