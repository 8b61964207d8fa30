package dev.mesher.limit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The rate-limit windows in PostgreSQL, by its clock. The sum of all leases never exceeds the limit. */
final class LeaseStore {
    private static final String LEASE =
            """
            WITH w AS (
                SELECT now, to_timestamp(floor(extract(epoch FROM now) / $4) * $4) AS start
                FROM (SELECT clock_timestamp() AS now) c
            ), lease AS (
                INSERT INTO rate_windows AS r (project_id, window_start, leased, granted)
                SELECT $1, start, least($2::bigint, $3::bigint), least($2::bigint, $3::bigint) FROM w
                ON CONFLICT (project_id, window_start) DO UPDATE SET
                    leased = r.leased + greatest(0, least($2::bigint, $3::bigint - r.leased)),
                    granted = greatest(0, least($2::bigint, $3::bigint - r.leased))
                RETURNING granted, leased
            )
            SELECT granted, leased, extract(epoch FROM start + make_interval(secs => $4) - now)::double precision, start
            FROM lease, w""";

    private static final String RETURN =
            """
            UPDATE rate_windows SET leased = greatest(0, leased - $3)
            WHERE project_id = $1 AND window_start = $2""";

    private final SqlClient client;

    LeaseStore(SqlClient client) {
        this.client = client;
    }

    /**
     * The result of asking for a lease.
     *
     * @param granted number of events, 0 when the window is spent
     * @param leased what all nodes together have leased of the window so far
     * @param remainingNanos time until the window's end
     * @param window the start of the window; empty when the lease did not come from PostgreSQL
     */
    record Lease(long granted, long leased, long remainingNanos, Optional<OffsetDateTime> window) {}

    Future<Lease> lease(UUID projectId, long wanted, long limit, int windowSeconds) {
        return client.preparedQuery(LEASE)
                .execute(Tuple.of(projectId, wanted, limit, windowSeconds))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Lease(
                            row.getLong(0),
                            row.getLong(1),
                            (long) (row.getDouble(2) * 1e9),
                            Optional.of(row.getOffsetDateTime(3)));
                });
    }

    /** Gives an unused part of a lease back to its window. */
    Future<Void> giveBack(UUID projectId, WindowBudget.Unused unused) {
        return client.preparedQuery(RETURN)
                .execute(Tuple.of(projectId, unused.window(), unused.count()))
                .mapEmpty();
    }

    /** Deletes the windows that ended a while ago. */
    Future<Void> forget(int windowSeconds) {
        return client.preparedQuery(
                        "DELETE FROM rate_windows WHERE window_start < now() - make_interval(secs => $1) * 2")
                .execute(Tuple.of(windowSeconds))
                .mapEmpty();
    }
}
