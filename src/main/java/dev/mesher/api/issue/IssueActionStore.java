package dev.mesher.api.issue;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies an action to issues of one project, in one transaction. */
public final class IssueActionStore {
    private static final int ATTEMPTS = 3;

    /**
     * Locks the issues in the order of their ids, as the writers of events do. The stronger lock of a deletion also keeps
     * others from giving the issue fingerprints.
     */
    private static final String LOCK =
            """
            SELECT id, status, assigned_to FROM issues
            WHERE id = ANY ($1) AND project_id = $2 AND status <> 'deleted' AND merged_into IS NULL
            ORDER BY id FOR %s""";

    private static final String LOCK_TO_CHANGE = LOCK.formatted("NO KEY UPDATE");
    private static final String LOCK_TO_DELETE = LOCK.formatted("UPDATE");

    /**
     * The version of an issue: a word that each change gives another value, and that counting events leaves as it is. It
     * is a hash of what an action changes and of the newest entry of the activity.
     */
    static final String VERSIONS =
            """
            SELECT i.id, left(encode(sha256(convert_to(concat_ws(' ', i.status, coalesce(i.assigned_to::text, '-'),
                coalesce(extract(epoch FROM i.last_resolved_at)::text, '-'),
                coalesce((SELECT a.id::text FROM activities a WHERE a.issue_id = i.id AND a.kind <> 'comment'
                          ORDER BY a.at DESC, a.id DESC LIMIT 1), '-')), 'UTF8')), 'hex'), 32) AS version
            FROM issues i WHERE i.id = ANY ($1)""";

    private static final String MEMBERS =
            """
            SELECT u.id, %s AS name
            FROM org_memberships m JOIN projects p ON p.org_id = m.org_id JOIN users u ON u.id = m.user_id
            WHERE p.id = $1 AND m.user_id = ANY ($2)"""
                    .formatted(ActivityLogStore.userName("u"));

    private static final String FREE_FINGERPRINTS = "DELETE FROM issue_fingerprints WHERE issue_id = ANY ($1)";

    /**
     * The time of resolving is rounded down to milliseconds, like the times of events, with which it is compared. An issue
     * that is resolved again is resolved from now on; one whose resolving is restored keeps its former time.
     */
    private static final String CHANGE =
            """
            UPDATE issues i SET status = n.status, assigned_to = n.assignee,
                last_resolved_at = CASE WHEN $4 THEN date_trunc('milliseconds', now()) ELSE i.last_resolved_at END
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS n (id, status, assignee) WHERE i.id = n.id""";

    private final Pool pool;

    public IssueActionStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Applies the action to those of {@code issues} that are in the project, and neither deleted nor merged into another.
     * Assigning to a user who is not a member of the project's organisation is refused, as if the user did not exist.
     *
     * @param caller null for a caller without an account
     */
    Future<ActedIssues> apply(UUID project, Collection<UUID> issues, IssueOrder order, @Nullable UUID caller) {
        return apply(project, issues, order, caller, ATTEMPTS);
    }

    private Future<ActedIssues> apply(
            UUID project, Collection<UUID> issues, IssueOrder order, @Nullable UUID caller, int attempts) {
        return pool.withTransaction(transaction -> lock(transaction, project, issues, order)
                        .compose(found -> members(transaction, project, order)
                                .compose(members -> versionsToCompare(transaction, order)
                                        .map(versions -> ActedIssues.of(project, order, found, members, versions))))
                        .compose(acted -> change(transaction, order, acted)
                                .compose(changed -> ActivityLogStore.add(transaction, caller, acted.entries()))
                                .compose(added -> versions(transaction, acted.accepted())
                                        .map(versions -> acted.committing(added, versions)))))
                .recover(cause -> attempts > 1 && SqlFailure.retryable(cause)
                        ? apply(project, issues, order, caller, attempts - 1)
                        : Future.failedFuture(cause));
    }

    private static Future<Map<UUID, IssueState>> lock(
            SqlClient transaction, UUID project, Collection<UUID> issues, IssueOrder order) {
        return transaction
                .preparedQuery(deletes(order) ? LOCK_TO_DELETE : LOCK_TO_CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(issues.toArray(UUID[]::new))
                        .addUUID(project))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getUUID("id"),
                                row -> new IssueState(
                                        IssueStatus.parse(row.getString("status"))
                                                .orElseThrow(),
                                        row.getUUID("assigned_to")))));
    }

    /** Those of the users to assign who are members, with their names. */
    private static Future<Map<UUID, String>> members(SqlClient transaction, UUID project, IssueOrder order) {
        Set<UUID> wanted = assignees(order);
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery(MEMBERS)
                .execute(Tuple.of(project).addArrayOfUUID(wanted.toArray(UUID[]::new)))
                .map(rows -> {
                    if (order instanceof IssueOrder.Assign && rows.size() == 0) {
                        throw Refusal.notFound("user");
                    }
                    return rows.stream()
                            .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getString("name")));
                });
    }

    private static Set<UUID> assignees(IssueOrder order) {
        if (order instanceof IssueOrder.Assign assign && assign.user() != null) {
            return Set.of(assign.user());
        }
        return order instanceof IssueOrder.Restore restore ? restore.assignees() : Set.of();
    }

    /**
     * Read by a statement of its own, after the locks: a statement that waits for a lock sees the activity from before
     * the wait.
     */
    private static Future<Map<UUID, String>> versionsToCompare(SqlClient transaction, IssueOrder order) {
        return order instanceof IssueOrder.Restore restore
                ? versions(transaction, restore.states().keySet())
                : Future.succeededFuture(Map.of());
    }

    private static Future<Map<UUID, String>> versions(SqlClient transaction, Collection<UUID> issues) {
        return transaction
                .preparedQuery(VERSIONS)
                .execute(Tuple.tuple().addArrayOfUUID(issues.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getString("version"))));
    }

    private static Future<Void> change(SqlClient transaction, IssueOrder order, ActedIssues acted) {
        boolean resolves = order instanceof IssueOrder.SetStatus set && set.status() == IssueStatus.RESOLVED;
        List<UUID> issues = List.copyOf(resolves ? acted.accepted() : acted.changed());
        if (issues.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID[] ids = issues.toArray(UUID[]::new);
        // The second statement must see a fingerprint that was added while the lock was waited for.
        Future<Void> freed = deletes(order)
                ? transaction
                        .preparedQuery(FREE_FINGERPRINTS)
                        .execute(Tuple.tuple().addArrayOfUUID(ids))
                        .mapEmpty()
                : Future.succeededFuture();
        return freed.compose(next -> transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfString(issues.stream()
                                .map(id -> acted.after(id).status().wireName())
                                .toArray(String[]::new))
                        .addArrayOfUUID(issues.stream()
                                .map(id -> acted.after(id).assignee())
                                .toArray(UUID[]::new))
                        .addBoolean(resolves))
                .mapEmpty());
    }

    private static boolean deletes(IssueOrder order) {
        return order instanceof IssueOrder.SetStatus set && set.status() == IssueStatus.DELETED;
    }
}
