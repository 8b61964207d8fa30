package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API tokens of each user. */
public final class TokenStore {
    /** Most valid tokens of one user. Beyond it the user must revoke some. */
    public static final int MAX_HELD = 100;

    private static final int MAX_LISTED = 1_000;

    private final Pool pool;

    public TokenStore(Pool pool) {
        this.pool = pool;
    }

    /** The user's tokens, newest first, with revoked and expired ones, without their values. */
    public Future<List<ApiToken>> list(UUID user) {
        return pool.preparedQuery(
                        """
                        SELECT id, name, scopes, created_at, expires_at, last_used_at, revoked_at
                        FROM api_tokens WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2""")
                .execute(Tuple.of(user, MAX_LISTED))
                .map(rows -> {
                    List<ApiToken> tokens = new ArrayList<>();
                    rows.forEach(row -> tokens.add(token(row)));
                    return tokens;
                });
    }

    /** Creates a token. Its value is shown this once. Fails with a {@link Refusal} when the user has too many. */
    public Future<NewToken> create(UUID user, String name, Set<Scope> scopes, @Nullable OffsetDateTime expiresAt) {
        Secret secret = Secret.fresh(Secret.Kind.API_TOKEN);
        String[] names = scopes.stream().sorted().map(Scope::wireName).toArray(String[]::new);
        return pool.preparedQuery(
                        """
                        INSERT INTO api_tokens (user_id, name, token_hash, scopes, expires_at)
                        SELECT $1, $2, $3, $4, $5
                        WHERE (SELECT count(*) FROM api_tokens
                               WHERE user_id = $1 AND revoked_at IS NULL
                                     AND (expires_at IS NULL OR expires_at > now())) < $6
                        RETURNING id, name, scopes, created_at, expires_at, last_used_at, revoked_at""")
                .execute(Tuple.of(user, name, secret.hash(), names, expiresAt, MAX_HELD))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict("an account holds at most " + MAX_HELD + " tokens: revoke some first");
                    }
                    return new NewToken(secret.value(), token(rows.iterator().next()));
                });
    }

    /**
     * Revokes a token; nothing changes if it was revoked before. Fails with a {@link Refusal} when the user has no such
     * token.
     */
    public Future<Void> revoke(UUID user, UUID token) {
        return pool.preparedQuery("UPDATE api_tokens SET revoked_at = coalesce(revoked_at, now())"
                        + " WHERE id = $2 AND user_id = $1")
                .execute(Tuple.of(user, token))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.notFound("token")));
    }

    private static ApiToken token(Row row) {
        return new ApiToken(
                row.getUUID("id"),
                row.getString("name"),
                List.of(row.getArrayOfStrings("scopes")),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("expires_at"),
                row.getOffsetDateTime("last_used_at"),
                row.getOffsetDateTime("revoked_at"));
    }
}
