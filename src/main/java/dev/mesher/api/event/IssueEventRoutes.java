package dev.mesher.api.event;

import dev.mesher.api.endpoint.ApiCall;
import dev.mesher.api.endpoint.ApiRoutes;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Endpoints;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.api.endpoint.Parameters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The events of one issue. */
public final class IssueEventRoutes implements ApiRoutes {
    private final IssueEventStore events;

    public IssueEventRoutes(IssueEventStore events) {
        this.events = events;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(ISSUE + "/events", Needs.MEMBER, this::list);
    }

    Future<JsonObject> list(ApiCall call) {
        Parameters query = call.query();
        return events.page(
                        call.id(),
                        Optional.empty(),
                        EventFilter.of(query, ""),
                        query.text("user"),
                        query.limit(),
                        query.cursor(Cursor.Kind.TIME).map(EventPosition::of))
                .map(FoundEvents::page);
    }
}
