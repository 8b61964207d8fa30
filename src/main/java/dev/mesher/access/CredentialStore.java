package dev.mesher.access;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the user behind a session or an API token. It asks the database for each request, so that a revoked credential
 * stops working at once.
 */
final class CredentialStore {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialStore.class);

    /**
     * How old the stored time of last use may be, in minutes. A write for each request would cost more than the
     * request.
     */
    private static final int USE_MINUTES = 1;

    private static final String SESSION =
            """
            SELECT s.user_id, u.operator, s.id AS session, NULL::text[] AS scopes, NULL::timestamptz AS last_used_at,
                   m.org_id, m.role
            FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN org_memberships m ON m.user_id = s.user_id
            WHERE s.token = $1 AND s.expires_at > $2""";

    private static final String API_TOKEN =
            """
            SELECT t.user_id, u.operator, NULL::uuid AS session, t.scopes, t.last_used_at, m.org_id, m.role
            FROM api_tokens t JOIN users u ON u.id = t.user_id LEFT JOIN org_memberships m ON m.user_id = t.user_id
            WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)""";

    private final Pool pool;

    CredentialStore(Pool pool) {
        this.pool = pool;
    }

    /** Empty when the secret is unknown, revoked, or expired at {@code now}. */
    Future<Optional<Principal>> principal(Secret secret, OffsetDateTime now) {
        boolean token = secret.kind() == Secret.Kind.API_TOKEN;
        return pool.preparedQuery(token ? API_TOKEN : SESSION)
                .execute(Tuple.of(secret.hash(), now))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return Optional.empty();
                    }
                    Row first = rows.iterator().next();
                    if (token) {
                        noteUse(secret, first.getOffsetDateTime("last_used_at"), now);
                    }
                    return Optional.of(new Principal(
                            first.getUUID("user_id"),
                            roles(rows),
                            scopes(first.getArrayOfStrings("scopes")),
                            first.getBoolean("operator"),
                            first.getUUID("session")));
                });
    }

    private static Map<UUID, Role> roles(RowSet<Row> rows) {
        Map<UUID, Role> roles = new HashMap<>();
        for (Row row : rows) {
            if (row.getUUID("org_id") != null) {
                roles.put(row.getUUID("org_id"), Role.of(row.getString("role")));
            }
        }
        return roles;
    }

    private static Set<Scope> scopes(String @Nullable [] names) {
        return names == null ? Scope.ALL : Arrays.stream(names).map(Scope::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Stores the time of use. The request does not wait for this, and does not fail when this fails. */
    private void noteUse(Secret secret, @Nullable OffsetDateTime last, OffsetDateTime now) {
        if (last != null && last.isAfter(now.minusMinutes(USE_MINUTES))) {
            return;
        }
        Future<RowSet<Row>> unused = pool.preparedQuery("UPDATE api_tokens SET last_used_at = $2 WHERE token_hash = $1")
                .execute(Tuple.of(secret.hash(), now))
                .onFailure(failure -> LOG.debug("time of a token's use was not stored", failure));
    }
}
