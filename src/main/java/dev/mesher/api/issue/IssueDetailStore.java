package dev.mesher.api.issue;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One issue with all that its page shows. */
public final class IssueDetailStore {
    /** The most fingerprints that are shown; an issue has more only after very many merges. */
    private static final int MAX_FINGERPRINTS = 1_000;

    /** The first event is looked up by its time: once it has expired, the oldest that is left is not it. */
    public static final String DETAIL =
            """
            SELECT %s, i.last_resolved_at, u.email, u.display_name, resolver.id AS resolver,
                   resolver.name AS resolver_name, p.id AS project_id, p.number, p.slug, p.name,
                   oldest.release AS first_release, newest.release AS last_release,
                   newest.exception_type AS last_type, left(newest.exception_value, 500) AS last_value,
                   ARRAY(SELECT jsonb_build_object('fingerprint', f.fingerprint, 'algorithm', f.algorithm, 'created_at',
                                                   to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                         FROM issue_fingerprints f WHERE f.issue_id = i.id
                         ORDER BY f.created_at, f.fingerprint LIMIT %d) AS fingerprints
            FROM issues i
            JOIN projects p ON p.id = i.project_id
            LEFT JOIN users u ON u.id = i.assigned_to
            LEFT JOIN LATERAL (
                SELECT e.release FROM events e WHERE e.issue_id = $1 AND e.received_at = i.first_seen
                ORDER BY e.id LIMIT 1) oldest ON true
            LEFT JOIN LATERAL (
                SELECT e.release, e.exception_type, e.exception_value FROM events e WHERE e.issue_id = $1
                ORDER BY e.received_at DESC, e.id DESC LIMIT 1) newest ON true
            LEFT JOIN LATERAL (
                SELECT r.id, %s AS name FROM activities a LEFT JOIN users r ON r.id = a.user_id
                WHERE a.issue_id = $1 AND a.kind = 'resolved' ORDER BY a.at DESC, a.id DESC LIMIT 1) resolver ON true
            WHERE i.id = $1 AND i.status <> 'deleted'"""
                    .formatted(
                            IssueRow.COLUMNS + IssueRow.HOURS_COLUMN, MAX_FINGERPRINTS, ActivityLogStore.userName("r"));

    private final Pool pool;

    public IssueDetailStore(Pool pool) {
        this.pool = pool;
    }

    /** Fails with a {@link Refusal} when the issue is not there, or is deleted. */
    Future<JsonObject> get(UUID issue) {
        return pool.preparedQuery(DETAIL).execute(Tuple.of(issue)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                throw Refusal.notFound("issue");
            }
            return json(each.next());
        });
    }

    private static JsonObject json(Row row) {
        JsonObject issue = IssueRow.withHours(row);
        if (issue.getValue("type") == null && issue.getValue("value") == null) {
            // The issue is older than these columns, or its first event had no exception.
            issue.put("type", row.getString("last_type")).put("value", row.getString("last_value"));
        }
        return issue.put("last_resolved_at", IssueRow.time(row, "last_resolved_at"))
                .put("first_release", row.getString("first_release"))
                .put("last_release", row.getString("last_release"))
                .put("fingerprints", new JsonArray(Arrays.asList(row.getArrayOfJsons("fingerprints"))))
                .put("assignee", assignee(row))
                .put("resolved_by", ActivityLogStore.user(row.getUUID("resolver"), row.getString("resolver_name")))
                .put(
                        "project",
                        new JsonObject()
                                .put("id", row.getUUID("project_id").toString())
                                .put("number", row.getLong("number"))
                                .put("slug", row.getString("slug"))
                                .put("name", row.getString("name")));
    }

    private static @Nullable JsonObject assignee(Row row) {
        UUID user = row.getUUID("assigned_to");
        return user == null
                ? null
                : new JsonObject()
                        .put("id", user.toString())
                        .put("email", row.getString("email"))
                        .put("display_name", row.getString("display_name"));
    }
}
