package dev.mesher.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Sessions, by the hash of their value. */
final class SessionStore {
    /** Of one user: the oldest make room. */
    private static final int MAX_PER_USER = 50;

    /** Expired sessions that one sign-in clears away. */
    private static final int CLEARED_AT_ONCE = 1_000;

    /** Networks of one user that are known: the one used longest ago makes room. */
    static final int MAX_NETWORKS = 20;

    private final Pool pool;

    SessionStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Also clears away what expired, anyone's, and what the user has too many of.
     *
     * @param network that the user signs in from, which is known from now on
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
