package dev.mesher.ops;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;

/** Reads what waits or fails in the database. The work is bounded, however much that is. */
final class StandingStore {
    /** More waiting messages than these are not counted. */
    private static final int MOST_WAITING = 10_000;

    private static final String STANDING =
            """
            SELECT (SELECT count(*) FROM (SELECT FROM messages
                    WHERE delivered_at IS NULL AND given_up_at IS NULL LIMIT %1$d) open)::float8 AS waiting,
                   coalesce((SELECT extract(epoch FROM now() - min(due_at)) FROM (SELECT due_at FROM messages
                    WHERE delivered_at IS NULL AND given_up_at IS NULL LIMIT %1$d) open
                    WHERE due_at <= now()), 0)::float8 AS oldest,
                   (SELECT count(*) FROM channels WHERE failing_since IS NOT NULL)::float8 AS failing,
                   (SELECT count(*) FROM generate_series(0, 7) n
                    WHERE to_regclass('events_p' || to_char((now() AT TIME ZONE 'UTC')::date + n, 'YYYYMMDD'))
                          IS NOT NULL)::float8 AS partitions"""
                    .formatted(MOST_WAITING);

    /**
     * What was read.
     *
     * @param waiting messages that are not delivered yet, at most 10,000
     * @param oldestSeconds since the oldest of them was due; 0 when none is due
     * @param failing channels whose last try to send failed
     * @param partitions how many days have a partition, of today and the seven days after it
     */
    record Standing(double waiting, double oldestSeconds, double failing, double partitions) {
        static final Standing UNKNOWN = new Standing(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        private static Standing of(Row row) {
            return new Standing(
                    row.getDouble("waiting"),
                    row.getDouble("oldest"),
                    row.getDouble("failing"),
                    row.getDouble("partitions"));
        }
    }

    private final SqlClient client;

    StandingStore(SqlClient client) {
        this.client = client;
    }

    Future<Standing> read() {
        return client.query(STANDING)
                .execute()
                .map(rows -> Standing.of(rows.iterator().next()));
    }
}
