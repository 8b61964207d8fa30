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

    private final Pool pool;

    SessionStore(Pool pool) {
        this.pool = pool;
    }

    /** Also clears away what expired, anyone's, and what the user has too many of. */
    Future<Void> open(Secret secret, UUID user, OffsetDateTime now, OffsetDateTime expiresAt) {
        return pool.preparedQuery(
                        """
                        WITH expired AS (
                            DELETE FROM sessions WHERE token IN (
                                SELECT token FROM sessions WHERE expires_at <= $3 ORDER BY expires_at LIMIT $5)),
                        surplus AS (
                            DELETE FROM sessions WHERE token IN (
                                SELECT token FROM sessions WHERE user_id = $2
                                ORDER BY created_at DESC, token OFFSET $6))
                        INSERT INTO sessions (token, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)""")
                .execute(Tuple.of(secret.hash(), user, now, expiresAt, CLEARED_AT_ONCE, MAX_PER_USER - 1))
                .mapEmpty();
    }

    Future<Void> close(Secret secret) {
        return pool.preparedQuery("DELETE FROM sessions WHERE token = $1")
                .execute(Tuple.of(secret.hash()))
                .mapEmpty();
    }
}
