package dev.mesher.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
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
                        INSERT INTO sessions (token, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)""")
                .execute(Tuple.of(secret.hash(), user, now, expiresAt, CLEARED_AT_ONCE, MAX_PER_USER - 1)
                        .addString(network)
                        .addInteger(MAX_NETWORKS))
                .mapEmpty();
    }

    Future<Void> close(Secret secret) {
        return pool.preparedQuery("DELETE FROM sessions WHERE token = $1")
                .execute(Tuple.of(secret.hash()))
                .mapEmpty();
    }
}
