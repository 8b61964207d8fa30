package dev.mesher.api.event;

import dev.mesher.api.endpoint.Cursor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** Finds a project's events, newest first, and decides by which index. */
public final class EventSearch {
    private final IssueEventStore ofIssue;
    private final TaggedEventStore tagged;
    private final EventSearchStore indexed;
    private final EventUserStore users;

    /**
     * @param ofIssue reads the events of one issue
     * @param tagged reads events with rare tags
     * @param indexed reads all others
     */
    public EventSearch(
            IssueEventStore ofIssue, TaggedEventStore tagged, EventSearchStore indexed, EventUserStore users) {
        this.ofIssue = ofIssue;
        this.tagged = tagged;
        this.indexed = indexed;
        this.users = users;
    }

    /**
     * A page of the events that meet the filter.
     *
     * @param issue whose events are searched; empty for all of the project
     */
    Future<JsonObject> page(UUID project, Optional<UUID> issue, EventFilter filter, int limit, Optional<Cursor> after) {
        if (issue.isPresent()) {
            return ofIssue.page(
                            issue.get(),
                            Optional.of(project),
                            filter,
                            Optional.empty(),
                            limit,
                            after.map(EventPosition::of))
                    .map(FoundEvents::page);
        }
        return tagged.rare(project, filter.tags())
                .compose(rare -> rare
                        ? tagged.page(project, filter, limit, after.map(cursor -> EventPosition.of(cursor.id())))
                        : indexed.page(project, filter, limit, after))
                .compose(found -> users.addTo(found.data()).map(done -> found.page()));
    }
}
