package dev.mesher.merge;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** The statements for an issue whose events have all been moved. */
final class MoveEndStore {
    private static final String LOCK =
            "SELECT id FROM issues WHERE id = ANY ($1) AND status <> 'deleted' ORDER BY id FOR UPDATE";

    private static final String HAS_EVENTS = "SELECT EXISTS (SELECT FROM events WHERE issue_id = $1) AS has";

    private static final String HAND_OVER_USERS =
            """
            WITH gone AS (
                DELETE FROM issue_users WHERE issue_id = $1 AND user_hash = ANY (ARRAY(
                    SELECT user_hash FROM issue_users WHERE issue_id = $1 LIMIT $3))
                RETURNING user_hash),
            met AS (
                INSERT INTO issue_users (issue_id, user_hash) SELECT $2, user_hash FROM gone ORDER BY 2
                ON CONFLICT DO NOTHING
                RETURNING 1),
            counted AS (
                UPDATE issues SET user_count = user_count
                    + CASE WHEN id = $2 THEN (SELECT count(*) FROM met) ELSE -(SELECT count(*) FROM gone) END
                WHERE id IN ($1, $2))
            SELECT count(*)::integer AS gone FROM gone""";

    /** Moves the remaining counts, which stem from events that have expired, and records into which issue it was merged. */
    private static final List<String> HAND_OVER_REST = List.of(
            """
            INSERT INTO issue_releases (issue_id, environment, release)
            SELECT $2, environment, release FROM issue_releases WHERE issue_id = $1 ORDER BY 2, 3
            ON CONFLICT DO NOTHING""",
            """
            INSERT INTO issue_hours AS h (issue_id, hour, event_count)
            SELECT $2, hour, event_count FROM issue_activity WHERE issue_id = $1 AND event_count > 0 ORDER BY 2
            ON CONFLICT (issue_id, hour) DO UPDATE SET event_count = h.event_count + excluded.event_count""",
            """
            UPDATE issues t SET event_count = t.event_count + s.event_count, first_seen = least(t.first_seen, s.first_seen)
            FROM issues s WHERE t.id = $2 AND s.id = $1 AND s.event_count > 0""",
            "UPDATE alert_causes SET issue_id = $2 WHERE issue_id = $1",
            "UPDATE activities SET issue_id = $2 WHERE issue_id = $1",
            "UPDATE alerts SET issue_id = $2 WHERE issue_id = $1",
            "UPDATE merged_issues SET merged_into = $2 WHERE merged_into = $1",
            "INSERT INTO merged_issues (issue_id, merged_into) VALUES ($1, $2)");

    private static final List<String> REMOVE = List.of(
            "DELETE FROM issue_releases WHERE issue_id = $1",
            "DELETE FROM issue_hours WHERE issue_id = $1",
            """
            INSERT INTO gone_issues (issue_id, project_id) SELECT id, project_id FROM issues WHERE id = $1
            ON CONFLICT DO NOTHING""",
            "DELETE FROM issues WHERE id = $1");

    private static final String DROP_USERS =
            """
            WITH noted AS (
                DELETE FROM issue_move_users WHERE issue_id = $1 AND user_hash = ANY (ARRAY(
                    SELECT user_hash FROM issue_move_users WHERE issue_id = $1 LIMIT $2))
                RETURNING user_hash, stays),
            gone AS (
                DELETE FROM issue_users u USING noted n
                WHERE u.issue_id = $1 AND u.user_hash = n.user_hash AND NOT n.stays
                RETURNING 1),
            counted AS (UPDATE issues SET user_count = user_count - (SELECT count(*) FROM gone) WHERE id = $1)
            SELECT count(*)::integer AS noted FROM noted""";

    private static final String DROP_RELEASES =
            """
            WITH noted AS (DELETE FROM issue_move_releases WHERE issue_id = $1 RETURNING environment, release, stays)
            DELETE FROM issue_releases r USING noted n
            WHERE r.issue_id = $1 AND r.environment = n.environment AND r.release = n.release AND NOT n.stays""";

    private static final List<String> FORGET = List.of(
            "DELETE FROM issue_move_users WHERE issue_id = $1",
            "DELETE FROM issue_move_releases WHERE issue_id = $1",
            "DELETE FROM issue_moves WHERE issue_id = $1");

    private MoveEndStore() {}

    /** Keeps others from storing into the issues or giving them fingerprints. False when one of them does not exist. */
    static Future<Boolean> lock(SqlClient transaction, UUID... issues) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfUUID(issues))
                .map(rows -> rows.size() == issues.length);
    }

    static Future<Boolean> hasEvents(SqlClient transaction, UUID issue) {
        return transaction.preparedQuery(HAS_EVENTS).execute(Tuple.of(issue)).map(rows -> rows.iterator()
                .next()
                .getBoolean("has"));
    }

    /** Moves up to {@code atMost} users. Returns how many it moved. */
    static Future<Integer> handOverUsers(SqlClient transaction, UUID issue, UUID into, int atMost) {
        return transaction
                .preparedQuery(HAND_OVER_USERS)
                .execute(Tuple.of(issue, into, atMost))
                .map(rows -> rows.iterator().next().getInteger("gone"));
    }

    /** Moves everything else, and deletes the issue. */
    static Future<Void> handOverRest(SqlClient transaction, UUID issue, UUID into) {
        return each(transaction, HAND_OVER_REST, Tuple.of(issue, into))
                .compose(done -> each(transaction, REMOVE, Tuple.of(issue)));
    }

    /**
     * Removes users without remaining events from the issue. Looks at up to {@code atMost} users, and returns at how
     * many it looked.
     */
    static Future<Integer> dropUsers(SqlClient transaction, UUID issue, int atMost) {
        return transaction
                .preparedQuery(DROP_USERS)
                .execute(Tuple.of(issue, atMost))
                .map(rows -> rows.iterator().next().getInteger("noted"));
    }

    static Future<Void> dropReleases(SqlClient transaction, UUID issue) {
        return transaction.preparedQuery(DROP_RELEASES).execute(Tuple.of(issue)).mapEmpty();
    }

    /** The issue into which this one was merged is deleted. So this one is deleted as well, with everything in it. */
    static Future<Void> deleteToo(SqlClient transaction, UUID issue) {
        return transaction
                .preparedQuery("UPDATE issues SET status = 'deleted' WHERE id = $1")
                .execute(Tuple.of(issue))
                .compose(deleted -> forget(transaction, issue));
    }

    /** Removes the record of the move, which is done. */
    static Future<Void> forget(SqlClient transaction, UUID issue) {
        return each(transaction, FORGET, Tuple.of(issue));
    }

    private static Future<Void> each(SqlClient transaction, List<String> statements, Tuple arguments) {
        Future<Void> done = Future.succeededFuture();
        for (String statement : statements) {
            done = done.compose(next ->
                    transaction.preparedQuery(statement).execute(arguments).mapEmpty());
        }
        return done;
    }
}
