package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sessions, found by the hash of their value. */
final class SessionStore {
    /** Most sessions of one user. The oldest are removed for new ones. */
    private static final int MAX_PER_USER = 50;

    /** Most expired sessions that one sign-in deletes. */
    private static final int CLEARED_AT_ONCE = 1_000;

    /** Most networks remembered for one user. The one used longest ago is removed for a new one. */
    static final int MAX_NETWORKS = 20;

    private final Pool pool;

    SessionStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Stores a new session. Also deletes expired sessions of any user, and sessions beyond the user's limit.
     *
     * @param network the network of the sign-in; it counts as known from now on
     */
    Future<Void> open(Secret secret, UUID user, String network, OffsetDateTime now, OffsetDateTime expiresAt) {
        return pool.preparedQuery(
                        """
                        WITH expired AS (
                            DELETE FROM sessions WHERE token IN (
                                SELECT token FROM sessions WHERE expires_at <= $3 ORDER BY expires_at LIMIT $5)),
                        surplus AS (
                            DELETE FROM sessions WHERE token IN (
                                SELECT token FROM sessions WHERE user_id = $2
                                ORDER BY created_at DESC, token OFFSET $6)),
                        known AS (
                            UPDATE users
                            SET sign_in_networks = ($7::text || array_remove(sign_in_networks, $7))[1:$8]
                            WHERE id = $2 AND sign_in_networks[1] IS DISTINCT FROM $7)
                        INSERT INTO sessions (token, user_id, created_at, expires_at, network) VALUES ($1, $2, $3, $4, $7)""")
                .execute(Tuple.of(secret.hash(), user, now, expiresAt, CLEARED_AT_ONCE, MAX_PER_USER - 1)
                        .addString(network)
                        .addInteger(MAX_NETWORKS))
                .mapEmpty();
    }

    /** The user's sessions that have not expired at {@code now}, newest first. */
    Future<List<OpenSession>> list(UUID user, OffsetDateTime now) {
        return pool.preparedQuery(
                        """
                        SELECT id, created_at, expires_at, network FROM sessions
                        WHERE user_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id LIMIT $3""")
                .execute(Tuple.of(user, now, MAX_PER_USER))
                .map(rows -> {
                    List<OpenSession> sessions = new ArrayList<>();
                    rows.forEach(row -> sessions.add(new OpenSession(
                            row.getUUID("id"),
                            row.getOffsetDateTime("created_at"),
                            row.getOffsetDateTime("expires_at"),
                            row.getString("network"))));
                    return sessions;
                });
    }

    /** Ends a session of the user. Fails with a {@link Refusal} when the user has no such session. */
    Future<Void> end(UUID user, UUID session) {
        return pool.preparedQuery("DELETE FROM sessions WHERE user_id = $1 AND id = $2")
                .execute(Tuple.of(user, session))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.notFound("session")));
    }

    Future<Void> close(Secret secret) {
        return pool.preparedQuery("DELETE FROM sessions WHERE token = $1")
                .execute(Tuple.of(secret.hash()))
                .mapEmpty();
    }
}
