package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many events of each minute meet a rule's filters, for the windows of a longer time. */
final class MinuteStore {
    /** Most events that are compared with the filters. */
    static final int MOST_EVENTS = 50_000;

    /** $10: whether users are told apart. */
    private static final String COUNTED =
            """
            SELECT date_trunc('minute', received_at) AS minute, CASE WHEN $10 THEN user_hash END AS person,
                   count(*) AS events
            FROM (SELECT e.received_at, e.user_hash, (%s) AS meets FROM %s) compared
            WHERE meets AND ($10 IS NOT TRUE OR user_hash IS NOT NULL)
            GROUP BY 1, 2 ORDER BY 1""";

    /** The newest events of the range, by the search index. */
    private static final String NEWEST =
            COUNTED.formatted(FilterSql.conditions("e", 4), NewestEvents.rows(MOST_EVENTS));

    /** Events of the range, whichever come first. Events that were stored late are among them before the search index has them. */
    static final String STORED = COUNTED.formatted(
            FilterSql.conditions("e", 4),
            """
            (SELECT s.* FROM issues i CROSS JOIN LATERAL (
                 SELECT s.received_at, s.user_hash, s.environment, s.level, s.release, s.tags, s.issue_id FROM events s
                 WHERE s.issue_id = i.id AND s.received_at > $2 AND s.received_at <= $3 LIMIT %1$d) s
             WHERE i.project_id = $1 AND i.last_seen > $2
             LIMIT %1$d) e"""
                    .formatted(MOST_EVENTS));

    private MinuteStore() {}

    /**
     * The events of a minute.
     *
     * @param user whose they are; null when users are not told apart
     */
    record Minute(OffsetDateTime at, @Nullable UUID user, long events) {}

    /**
     * Counts the newest events of a project's range, for each user or together.
     *
     * @param range the project, the beginning and the end
     */
    static Future<List<Minute>> newest(SqlClient client, Tuple range, AlertFilters filters, boolean users) {
        return counted(client, NEWEST, range, filters, users);
    }

    /** Counts events of a project's range, also of those that were just stored late. Leaves out the range's beginning itself. */
    static Future<List<Minute>> stored(SqlClient client, Tuple range, AlertFilters filters, boolean users) {
        return counted(client, STORED, range, filters, users);
    }

    private static Future<List<Minute>> counted(
            SqlClient client, String statement, Tuple range, AlertFilters filters, boolean users) {
        return client.preparedQuery(statement)
                .execute(FilterSql.add(range, filters).addBoolean(users))
                .map(rows -> {
                    List<Minute> minutes = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        minutes.add(new Minute(
                                row.getOffsetDateTime("minute"), row.getUUID("person"), row.getLong("events")));
                    }
                    return minutes;
                });
    }
}
