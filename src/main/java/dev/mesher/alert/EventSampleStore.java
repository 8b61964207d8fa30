package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts the events and the users of a project within a window, among its newest events. */
final class EventSampleStore {
    private static final String COUNT =
            """
            SELECT count(*) AS read, count(*) FILTER (WHERE meets) AS events,
                   count(DISTINCT user_hash) FILTER (WHERE meets) AS users,
                   max(received_at) FILTER (WHERE meets) AS newest
            FROM (SELECT e.received_at, e.user_hash, %s AS meets FROM %s) read""";

    private EventSampleStore() {}

    /**
     * What was counted.
     *
     * @param read how many events were compared with the filters
     * @param events how many of them meet the filters
     * @param users how many distinct users those have
     * @param newest when the newest of those was received; null when there is none
     */
    record Sample(long read, long events, long users, @Nullable OffsetDateTime newest) {}

    /**
     * Counts among the newest events of the window that ends at {@code until}.
     *
     * @param most most events that are compared
     */
    static Future<Sample> count(
            SqlClient client,
            UUID project,
            OffsetDateTime since,
            OffsetDateTime until,
            AlertFilters filters,
            int most) {
        return client.preparedQuery(statement(most))
                .execute(FilterSql.add(Tuple.of(project, since, until), filters))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Sample(
                            row.getLong("read"),
                            row.getLong("events"),
                            row.getLong("users"),
                            row.getOffsetDateTime("newest"));
                });
    }

    static String statement(int most) {
        return COUNT.formatted("(" + FilterSql.conditions("e", 4) + ")", NewestEvents.rows(most));
    }
}
