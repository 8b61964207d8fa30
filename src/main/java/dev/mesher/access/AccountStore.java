package dev.mesher.access;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their passwords. PostgreSQL's pgcrypto hashes with bcrypt, so an account can also be made by plain SQL.
 */
public final class AccountStore {
    /**
     * If the stored hash is missing, is not a bcrypt hash, or has too high a cost, the password is checked against a
     * hash that no password matches. So the answer takes equally long. Other tools write the same hash with another
     * letter in its prefix.
     */
    private static final String VERIFY =
            """
            SELECT id, hash IS NOT NULL AS usable, crypt($2, tried) = tried AS matches
            FROM (SELECT id, hash, coalesce(hash, '$2a$10$abcdefghijklmnopqrstuuNpE1jKqX9HhXWpKbiVQhM8PqQ1yR5nK') AS tried
                  FROM (SELECT u.id,
                               CASE WHEN u.password_hash ~ '^\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}$'
                                    THEN overlay(u.password_hash PLACING 'a' FROM 3 FOR 1) END AS hash
                        FROM (VALUES ($1::text)) asked (folded) LEFT JOIN users u ON %s = asked.folded) known
                 ) checked"""
                    .formatted(EmailAddress.FOLDED_COLUMN);

    private static final String KNOWS_NETWORK = "SELECT EXISTS (SELECT FROM users WHERE " + EmailAddress.FOLDED_COLUMN
            + " = $1 AND $2 = ANY (sign_in_networks))";

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;

    public AccountStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * The account that has this e-mail address and password. Empty when there is none, or the password is wrong.
     *
     * @param foldedEmail as folded by {@link EmailAddress}
     */
    Future<Optional<UUID>> verify(String foldedEmail, String password) {
        return pool.preparedQuery(VERIFY)
                .execute(Tuple.of(foldedEmail, password))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return row.getBoolean("usable") && row.getBoolean("matches")
                            ? Optional.of(row.getUUID("id"))
                            : Optional.empty();
                });
    }

    /** Whether that account has signed in from the network before. False when there is no such account. */
    Future<Boolean> knowsNetwork(String foldedEmail, String network) {
        return pool.preparedQuery(KNOWS_NETWORK)
                .execute(Tuple.of(foldedEmail, network))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The e-mail address of an account. Fails with a {@link Refusal} when there is no such account. */
    Future<String> email(UUID user) {
        return pool.preparedQuery("SELECT email FROM users WHERE id = $1")
                .execute(Tuple.of(user))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(rows.iterator().next().getString("email"))
                        : Future.failedFuture(Refusal.unauthorized()));
    }

    /** Changes an account's password, and ends all its sessions but {@code session}. */
    Future<Void> changePassword(UUID user, NewPassword password, UUID session) {
        return pool.preparedQuery(
                        """
                        WITH others AS (DELETE FROM sessions WHERE user_id = $1 AND id <> $3)
                        UPDATE users SET password_hash = crypt($2, gen_salt('bf', 10)) WHERE id = $1""")
                .execute(Tuple.of(user, password.value(), session))
                .mapEmpty();
    }

    /** Changes the name that other users see. */
    public Future<Void> rename(UUID user, String displayName) {
        return pool.preparedQuery("UPDATE users SET display_name = $2 WHERE id = $1")
                .execute(Tuple.of(user, displayName))
                .mapEmpty();
    }

    /** A new account, its role in its organisation, and whether it is an operator's. */
    public record Created(UUID user, Role role, boolean operator) {}

    /**
     * Creates an account that is a member of the organisation. The first account that Mesher creates is an operator's.
     * It is recorded, and ends the one-time codes for it.
     *
     * @param organization slug
     * @param role null for owner if the organisation has none yet, and for member otherwise
     * @param operator whether the account becomes an operator's even when it is not the first
     * @return fails with a {@link Refusal} when there is no such organisation, or an account has this e-mail address
     *     already
     */
    public Future<Created> create(NewAccount account, String organization, @Nullable Role role, boolean operator) {
        return pool.withTransaction(transaction -> markFirst(transaction).compose(first -> {
            boolean manages = first || operator;
            return insert(transaction, account, manages).compose(user -> join(transaction, user, organization, role)
                    .map(joined -> new Created(user, joined, manages)));
        }));
    }

    /**
     * Records that Mesher has created an account. Waits for another transaction that is about to do the same.
     *
     * @return whether this account is the first one
     */
    static Future<Boolean> markFirst(SqlClient transaction) {
        return transaction
                .query(
                        """
                        WITH codes AS (DELETE FROM first_account_codes)
                        INSERT INTO first_account DEFAULT VALUES ON CONFLICT DO NOTHING""")
                .execute()
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<UUID> insert(SqlClient transaction, NewAccount account, boolean operator) {
        return transaction
                .preparedQuery("INSERT INTO users (email, password_hash, display_name, operator)"
                        + " VALUES ($1, crypt($2, gen_salt('bf', 10)), $3, $4) RETURNING id")
                .execute(Tuple.of(account.email(), account.password().value(), account.displayName(), operator))
                .map(rows -> rows.iterator().next().getUUID("id"))
                .recover(failure -> UNIQUE_VIOLATION.equals(SqlFailure.state(failure))
                        ? Future.failedFuture(Refusal.conflict("an account with the e-mail address exists already"))
                        : Future.failedFuture(failure));
    }

    static Future<Role> join(SqlClient transaction, UUID user, String organization, @Nullable Role role) {
        Future<RowSet<Row>> joined = transaction
                .preparedQuery(
                        """
                        INSERT INTO org_memberships (user_id, org_id, role)
                        SELECT $1, o.id,
                               coalesce($3, CASE WHEN EXISTS (SELECT FROM org_memberships m
                                                              WHERE m.org_id = o.id AND m.role = 'owner')
                                                 THEN 'member' ELSE 'owner' END)
                        FROM organizations o WHERE o.slug = $2
                        RETURNING role""")
                .execute(Tuple.of(user, organization, role == null ? null : role.wireName()));
        return joined.compose(rows -> rows.size() == 1
                ? Future.succeededFuture(Role.of(rows.iterator().next().getString("role")))
                : Future.failedFuture(Refusal.notFound("organization " + organization)));
    }
}
