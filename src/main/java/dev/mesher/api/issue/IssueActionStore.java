package dev.mesher.api.issue;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes one issue. Every method refuses an issue that does not exist or is deleted. */
public final class IssueActionStore {
    private static final int DELETE_ATTEMPTS = 3;
    private static final String ASSIGN =
            """
            UPDATE issues SET assigned_to = $2
            WHERE id = $1 AND status <> 'deleted'
              AND ($2::uuid IS NULL OR EXISTS (
                  SELECT FROM org_memberships m JOIN projects p ON p.org_id = m.org_id
                  WHERE p.id = issues.project_id AND m.user_id = $2))""";

    private final Pool pool;

    public IssueActionStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Resolves the issue. The time is rounded down to milliseconds, like the times of events, with which it is
     * compared.
     */
    Future<Void> resolve(UUID issue) {
        return change("status = 'resolved', last_resolved_at = date_trunc('milliseconds', now())", Tuple.of(issue));
    }

    Future<Void> setStatus(UUID issue, IssueFilter.Status status) {
        return change("status = $2", Tuple.of(issue, status.wireName()));
    }

    /**
     * Assigns the issue; null for nobody. Refuses a user who is not a member of the issue's organisation, as if the
     * user did not exist.
     */
    Future<Void> assign(UUID issue, @Nullable UUID user) {
        return pool.preparedQuery(ASSIGN).execute(Tuple.of(issue, user)).compose(rows -> {
            if (rows.rowCount() > 0) {
                return Future.succeededFuture();
            }
            return Future.failedFuture(Refusal.notFound(user == null ? "issue" : "user"));
        });
    }

    /**
     * Hides the issue and frees its fingerprints, so that the next event with one of them opens a new issue. The
     * issue's events and counts are removed later, by {@code dev.mesher.ops.IssueRemovalVerticle}.
     */
    Future<Void> delete(UUID issue) {
        return delete(issue, DELETE_ATTEMPTS);
    }

    private Future<Void> delete(UUID issue, int attempts) {
        // The second statement must see a fingerprint that was added while the first one waited for the lock.
        return pool.withTransaction(transaction -> lock(transaction, issue)
                        .compose(locked -> transaction
                                .preparedQuery("DELETE FROM issue_fingerprints WHERE issue_id = $1")
                                .execute(Tuple.of(issue)))
                        .compose(freed -> transaction
                                .preparedQuery("UPDATE issues SET status = 'deleted' WHERE id = $1")
                                .execute(Tuple.of(issue)))
                        .<Void>mapEmpty())
                .recover(cause -> attempts > 1 && SqlFailure.retryable(cause)
                        ? delete(issue, attempts - 1)
                        : Future.failedFuture(cause));
    }

    private static Future<Void> lock(SqlClient transaction, UUID issue) {
        return transaction
                .preparedQuery("SELECT 1 FROM issues WHERE id = $1 AND status <> 'deleted' FOR UPDATE")
                .execute(Tuple.of(issue))
                .compose(rows -> found(rows.size()));
    }

    private Future<Void> change(String assignment, Tuple arguments) {
        return pool.preparedQuery("UPDATE issues SET " + assignment + " WHERE id = $1 AND status <> 'deleted'")
                .execute(arguments)
                .compose(rows -> found(rows.rowCount()));
    }

    private static Future<Void> found(int rows) {
        return rows > 0 ? Future.succeededFuture() : Future.failedFuture(Refusal.notFound("issue"));
    }
}
