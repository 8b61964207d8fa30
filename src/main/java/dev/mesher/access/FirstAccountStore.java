package dev.mesher.access;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** The one-time codes for the first account, and the account itself. */
final class FirstAccountStore {
    /** Most codes that are valid at once. The oldest are removed for new ones, so that restarts do not add up. */
    private static final int MAX_CODES = 100;

    private static final String ORGANIZATION = "default";

    private final Pool pool;

    FirstAccountStore(Pool pool) {
        this.pool = pool;
    }

    /** Whether an account was ever created through Mesher. */
    Future<Boolean> made() {
        return pool.query("SELECT EXISTS (SELECT FROM first_account)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Adds a code, if no account was made yet. Returns whether it was added. */
    Future<Boolean> add(String hash) {
        return pool.preparedQuery(
                        """
                        WITH surplus AS (
                            DELETE FROM first_account_codes WHERE code_hash IN (
                                SELECT code_hash FROM first_account_codes ORDER BY made_at DESC, code_hash OFFSET $2))
                        INSERT INTO first_account_codes (code_hash)
                        SELECT $1 WHERE NOT EXISTS (SELECT FROM first_account)""")
                .execute(Tuple.of(hash, MAX_CODES - 1))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Boolean> knows(String hash) {
        return pool.preparedQuery("SELECT EXISTS (SELECT FROM first_account_codes WHERE code_hash = $1)")
                .execute(Tuple.of(hash))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Makes the first account and ends all codes. When it is called twice at once, the second call is refused. */
    Future<UUID> make(NewAccount account) {
        return pool.withTransaction(transaction -> AccountStore.markFirst(transaction)
                .compose(first ->
                        first ? AccountStore.insert(transaction, account, true) : Future.failedFuture(madeBefore()))
                .compose(user -> AccountStore.join(transaction, user, ORGANIZATION, Role.OWNER)
                        .map(user)));
    }

    static Refusal madeBefore() {
        return Refusal.conflict("the first account was made already: sign in");
    }
}
