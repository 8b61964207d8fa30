package dev.mesher.merge;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives fingerprints to another issue, in one transaction. From its commit on, new events go to that issue. The stored
 * events are moved afterwards by {@link Moves}.
 */
final class MergeStore {
    private static final int ATTEMPTS = 3;

    /** Keeps batches from storing into the issues, and others from giving them fingerprints. */
    private static final String LOCK =
            """
            SELECT i.id, i.title, i.status, i.merged_into, m.issue_id IS NOT NULL AS moving,
                   EXISTS (SELECT FROM issues s WHERE s.merged_into = i.id) AS takes
            FROM issues i LEFT JOIN issue_moves m ON m.issue_id = i.id
            WHERE i.id = ANY ($1) AND i.project_id = $2 AND i.status <> 'deleted'
            ORDER BY i.id FOR UPDATE OF i""";

    private static final String GIVE =
            "UPDATE issue_fingerprints SET issue_id = $1 WHERE issue_id = ANY ($2) RETURNING fingerprint";

    private static final String GIVE_SOME =
            "UPDATE issue_fingerprints SET issue_id = $1 WHERE issue_id = $2 AND fingerprint = ANY ($3)";

    /** Includes the issues that are being merged into these. */
    private static final String MARK =
            "UPDATE issues SET merged_into = $1 WHERE id = ANY ($2) OR merged_into = ANY ($2)";

    /**
     * An assignee keeps the issue after a merge: the target takes over a source's assignee, unless it has one already.
     */
    private static final String ASSIGN =
            """
            UPDATE issues SET assigned_to = (
                SELECT assigned_to FROM issues WHERE id = ANY ($2) AND assigned_to IS NOT NULL
                ORDER BY last_seen DESC LIMIT 1)
            WHERE id = $1 AND assigned_to IS NULL""";

    /** What happened to the sources, and their alerts, is shown with the target from now on. */
    private static final String CARRY_ALONG =
            """
            WITH told AS (UPDATE activities SET issue_id = $1 WHERE issue_id = ANY ($2))
            UPDATE alerts SET issue_id = $1 WHERE issue_id = ANY ($2)""";

    private static final String NOTE_MOVES =
            """
            INSERT INTO issue_moves AS m (issue_id) SELECT unnest($1::uuid[])
            ON CONFLICT (issue_id) DO UPDATE SET requested_at = now(), due_at = now(), last_round = false,
                after_time = '-infinity', after_id = '00000000-0000-0000-0000-000000000000'""";

    private static final String OWNED = "SELECT fingerprint FROM issue_fingerprints WHERE issue_id = $1";

    private static final String OPEN =
            """
            INSERT INTO issues (project_id, fingerprint, title, culprit, level, first_seen, last_seen, exception_type,
                                exception_value)
            VALUES ($1, $2, $3, $4, $5, $6, $6, left($7, 500), left($8, 500)) RETURNING id""";

    /** The issue is not new to anybody, so no alert is raised for it. */
    private static final String NO_NEWS = "DELETE FROM alert_causes WHERE issue_id = $1 AND kind = 'new_issue'";

    private final Pool pool;

    MergeStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * The result of a merge or an unmerge.
     *
     * @param issue the issue that has the fingerprints now
     * @param activities what it added to the activity of issues
     */
    record Given(UUID issue, List<String> fingerprints, List<ActivityAdded> activities) {}

    /**
     * Gives the fingerprints of {@code sources} to {@code target}.
     *
     * @param user who merges; null for a caller without an account
     */
    Future<Given> merge(UUID project, UUID target, List<UUID> sources, @Nullable UUID user) {
        List<UUID> all = new ArrayList<>(sources);
        all.add(target);
        UUID[] from = sources.toArray(UUID[]::new);
        return again(ATTEMPTS, transaction -> lock(transaction, project, all).compose(issues -> {
            issues.values().forEach(MergeStore::checkMergeable);
            for (UUID source : sources) {
                if (state(issues, source).getBoolean("moving")) {
                    throw Refusal.conflict("events of issue " + source + " are still being moved; try again shortly");
                }
            }
            return transaction
                    .preparedQuery(GIVE)
                    .execute(Tuple.of(target).addArrayOfUUID(from))
                    .compose(given -> run(transaction, MARK, target, from)
                            .compose(marked -> run(transaction, ASSIGN, target, from))
                            .compose(assigned -> run(transaction, CARRY_ALONG, target, from))
                            .compose(carried -> noteMoves(transaction, from))
                            .compose(noted -> MergeActivity.merged(transaction, user, target, issues))
                            .map(added -> new Given(target, fingerprints(given), added)));
        }));
    }

    /**
     * Gives some of the issue's fingerprints to a new issue.
     *
     * @param user who unmerges; null for a caller without an account
     */
    Future<Given> unmerge(UUID project, UUID issue, List<String> fingerprints, Headline headline, @Nullable UUID user) {
        return again(ATTEMPTS, transaction -> lock(transaction, project, List.of(issue))
                .compose(issues -> {
                    Row state = state(issues, issue);
                    checkMergeable(state);
                    if (state.getBoolean("takes")) {
                        throw Refusal.conflict("another issue is still being merged into this one; try again shortly");
                    }
                    return transaction
                            .preparedQuery(OWNED)
                            .execute(Tuple.of(issue))
                            .compose(owned -> {
                                List<String> known = fingerprints(owned);
                                if (!known.containsAll(fingerprints)) {
                                    throw Refusal.notFound("fingerprint");
                                }
                                if (known.size() == fingerprints.size()) {
                                    throw Refusal.malformed(
                                            "fingerprints: the issue has no others; it keeps at least one");
                                }
                                return open(transaction, project, fingerprints, headline)
                                        .compose(opened -> transaction
                                                .preparedQuery(GIVE_SOME)
                                                .execute(Tuple.of(opened, issue)
                                                        .addArrayOfString(fingerprints.toArray(String[]::new)))
                                                .compose(given -> transaction
                                                        .preparedQuery(
                                                                "UPDATE issue_move_users SET stays = false WHERE issue_id = $1")
                                                        .execute(Tuple.of(issue)))
                                                .compose(reset -> transaction
                                                        .preparedQuery(
                                                                "UPDATE issue_move_releases SET stays = false WHERE issue_id = $1")
                                                        .execute(Tuple.of(issue)))
                                                .compose(reset -> noteMoves(transaction, new UUID[] {issue}))
                                                .compose(noted -> MergeActivity.unmerged(
                                                        transaction, user, state, opened, headline))
                                                .map(added -> new Given(opened, fingerprints, added)));
                            });
                }));
    }

    private static Future<UUID> open(
            SqlConnection transaction, UUID project, List<String> fingerprints, Headline headline) {
        ExceptionInfo exception = headline.exception();
        return transaction
                .preparedQuery(OPEN)
                .execute(Tuple.of(
                                project,
                                fingerprints.get(0),
                                headline.title(),
                                headline.culprit(),
                                headline.level(),
                                headline.seen())
                        .addString(exception == null ? null : exception.typeName())
                        .addString(exception == null ? null : exception.value()))
                .map(rows -> rows.iterator().next().getUUID("id"))
                .compose(opened -> transaction
                        .preparedQuery(NO_NEWS)
                        .execute(Tuple.of(opened))
                        .map(opened));
    }

    private static void checkMergeable(Row issue) {
        if (issue.getUUID("merged_into") != null) {
            throw Refusal.conflict("issue " + issue.getUUID("id") + " is being merged into another");
        }
        if (issue.getString("status").equals("discarded")) {
            throw Refusal.conflict("issue " + issue.getUUID("id") + " is discarded: its events are not kept");
        }
    }

    /** Locks the issues. Refuses when one of them does not exist. */
    private static Future<Map<UUID, Row>> lock(SqlClient transaction, UUID project, List<UUID> issues) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(issues.toArray(UUID[]::new))
                        .addUUID(project))
                .map(rows -> {
                    Map<UUID, Row> found = new LinkedHashMap<>();
                    rows.forEach(row -> found.put(row.getUUID("id"), row));
                    if (found.size() < issues.size()) {
                        throw Refusal.notFound("issue");
                    }
                    return found;
                });
    }

    private static Row state(Map<UUID, Row> issues, UUID issue) {
        Row state = issues.get(issue);
        if (state == null) {
            throw Refusal.notFound("issue");
        }
        return state;
    }

    private static Future<Void> run(SqlClient transaction, String statement, UUID target, UUID[] sources) {
        return transaction
                .preparedQuery(statement)
                .execute(Tuple.of(target).addArrayOfUUID(sources))
                .mapEmpty();
    }

    private static Future<Void> noteMoves(SqlClient transaction, UUID[] issues) {
        return transaction
                .preparedQuery(NOTE_MOVES)
                .execute(Tuple.tuple().addArrayOfUUID(issues))
                .mapEmpty();
    }

    private static List<String> fingerprints(RowSet<Row> rows) {
        List<String> fingerprints = new ArrayList<>();
        rows.forEach(row -> fingerprints.add(row.getString("fingerprint")));
        return fingerprints;
    }

    private <T> Future<T> again(int attempts, Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work)
                .recover(cause -> attempts > 1 && SqlFailure.retryable(cause)
                        ? again(attempts - 1, work)
                        : Future.failedFuture(cause));
    }
}
