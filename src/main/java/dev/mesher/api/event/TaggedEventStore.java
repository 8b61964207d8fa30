package dev.mesher.api.event;

import dev.mesher.api.endpoint.Statement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A project's events with tags that few events have, newest first. Reads the index of tags, one day after the other. */
public final class TaggedEventStore {
    /** A tag is rare when the last 24 hours have at most this many events with it. The index returns all of a day. */
    static final int RARE = 5_000;

    /** Most days that one page reads. */
    static final int MOST_DAYS = 31;

    static final String COUNT =
            """
            SELECT coalesce(sum(event_count), 0)::bigint AS events FROM tag_hours
            WHERE project_id = $1 AND key = $2 AND value = $3
              AND hour >= date_trunc('hour', now() - interval '24 hours', 'UTC')""";

    private static final String DAYS = "SELECT starts, ends FROM event_days d WHERE true";

    private final Pool pool;

    public TaggedEventStore(Pool pool) {
        this.pool = pool;
    }

    /** Whether one of the tags is rare. False when there is none. */
    Future<Boolean> rare(UUID project, JsonObject tags) {
        Future<Boolean> rare = Future.succeededFuture(false);
        for (Map.Entry<String, Object> tag : tags) {
            rare = rare.compose(known -> known
                    ? Future.succeededFuture(true)
                    : pool.preparedQuery(COUNT)
                            .execute(Tuple.of(project, tag.getKey(), tag.getValue()))
                            .map(rows -> rows.iterator().next().getLong("events") <= RARE));
        }
        return rare;
    }

    /** A page of the events that meet the filter, which has tags. */
    Future<FoundEvents> page(UUID project, EventFilter filter, int limit, Optional<EventPosition> after) {
        FoundEvents found = new FoundEvents(limit, filter.words());
        return add(found, project, filter, after).map(found);
    }

    private Future<Void> add(FoundEvents found, UUID project, EventFilter filter, Optional<EventPosition> after) {
        int limit = found.missing();
        Statement statement = statement(project, filter, after, limit);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .compose(rows -> {
                    EventPosition last = null;
                    for (Row row : rows) {
                        last = EventPosition.of(row.getUUID("id"));
                        found.add(row, last);
                    }
                    if (found.full()) {
                        return Future.succeededFuture();
                    }
                    return rows.size() == limit && last != null
                            ? add(found, project, filter, Optional.of(last))
                            : end(found, filter, after);
                });
    }

    /** There were no more events in the days that were read. */
    private Future<Void> end(FoundEvents found, EventFilter filter, Optional<EventPosition> after) {
        Statement next = days(filter, after);
        next.add(" ORDER BY starts DESC OFFSET " + MOST_DAYS + " LIMIT 1");
        return pool.preparedQuery(next.text()).execute(next.arguments()).map(rows -> {
            Optional<OffsetDateTime> ends = first(rows);
            ends.ifPresent(end -> found.stopAt(EventPosition.at(end)));
            return null;
        });
    }

    private static Optional<OffsetDateTime> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next().getOffsetDateTime("ends")) : Optional.empty();
    }

    private static Statement days(EventFilter filter, Optional<EventPosition> after) {
        Statement days = new Statement(DAYS);
        addDays(days, filter, after);
        return days;
    }

    private static void addDays(Statement days, EventFilter filter, Optional<EventPosition> after) {
        filter.from().ifPresent(from -> days.and("d.ends > ?", from));
        filter.to().ifPresent(to -> days.and("d.starts < ?", to));
        after.ifPresent(position -> days.and("d.starts <= ?", position.time()));
    }

    /** {@code OFFSET 0} makes the planner read one day at a time, by the index of tags. */
    static Statement statement(UUID project, EventFilter filter, Optional<EventPosition> after, int limit) {
        Statement statement = new Statement("SELECT e.* FROM (" + DAYS);
        addDays(statement, filter, after);
        statement.add(" ORDER BY starts DESC LIMIT " + MOST_DAYS + ") d CROSS JOIN LATERAL (SELECT "
                + FoundEvents.COLUMNS + (filter.hasWords() ? ", " + EventFilter.TEXT + " AS text" : "")
                + " FROM events e WHERE e.received_at >= d.starts AND e.received_at < d.ends");
        statement.and("e.project_id = ?", project);
        filter.addTo(statement);
        filter.addTimes(statement);
        after.ifPresent(position -> EventFilter.addAfter(statement, position));
        statement.add(EventFilter.NOT_DELETED + " ORDER BY e.received_at DESC, e.id DESC LIMIT " + limit + ") e LIMIT "
                + limit);
        return statement;
    }
}
