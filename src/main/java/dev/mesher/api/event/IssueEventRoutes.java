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
    private static final int LEAST_READ = 100;
    private static final int MOST_READ = 5_000;
    private static final int USUALLY_READ = 300;

    private final IssueEventStore events;
    private final IssueTagStore tags;

    public IssueEventRoutes(IssueEventStore events, IssueTagStore tags) {
        this.events = events;
        this.tags = tags;
    }

    @Override
    public void addTo(Endpoints to) {
        to.get(ISSUE + "/events", Needs.MEMBER, this::list);
        to.get(ISSUE + "/tags", Needs.MEMBER, this::tags);
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

    /** The tags of the newest events, {@code of} at most. */
    Future<JsonObject> tags(ApiCall call) {
        return tags.tags(call.project(), call.id(), call.query().number("of", LEAST_READ, MOST_READ, USUALLY_READ));
    }
}
