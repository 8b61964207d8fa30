package dev.mesher.activity;

import dev.mesher.event.ActivityAdded;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes entries of activity in the transaction that makes the change, and reads them for the API and the stream. */
public final class ActivityLogStore {
    /** The columns of an entry {@code a} and its user {@code u}, for {@link #json} and {@link #added(RowSet)}. */
    public static final String COLUMNS =
            "a.id, a.project_id, a.issue_id, a.at, a.kind, a.data, a.user_id, " + userName("u") + " AS user_name";

    private static final String ADD =
            """
            WITH a AS (
                INSERT INTO activities (project_id, issue_id, kind, user_id, data)
                SELECT (SELECT project_id FROM issues WHERE id = n.issue_id), n.issue_id, n.kind, $1::uuid, n.data::jsonb
                FROM unnest($2::uuid[], $3::text[], $4::text[]) AS n (issue_id, kind, data)
                RETURNING *)
            SELECT %s FROM a LEFT JOIN users u ON u.id = a.user_id"""
                    .formatted(COLUMNS);

    /** Looks each issue up by the index of the activities. */
    private static final String NEWEST_REGRESSIONS =
            """
            SELECT %s
            FROM unnest($1::uuid[]) AS n (issue_id) CROSS JOIN LATERAL (
                SELECT * FROM activities WHERE issue_id = n.issue_id AND kind = 'regressed'
                ORDER BY at DESC, id DESC LIMIT 1) a
            LEFT JOIN users u ON u.id = a.user_id"""
                    .formatted(COLUMNS);

    private ActivityLogStore() {}

    /**
     * An entry to write. The issue must exist.
     *
     * @param data what the kind needs to be told in full
     */
    public record Entry(UUID issue, ActivityKind kind, JsonObject data) {}

    /**
     * Writes the entries.
     *
     * @param user who made the change; null for a caller without an account, and when nobody did
     */
    public static Future<List<ActivityAdded>> add(
            SqlClient transaction, @Nullable UUID user, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addUUID(user)
                        .addArrayOfUUID(entries.stream().map(Entry::issue).toArray(UUID[]::new))
                        .addArrayOfString(entries.stream()
                                .map(entry -> entry.kind().wireName())
                                .toArray(String[]::new))
                        .addArrayOfString(entries.stream()
                                .map(entry -> entry.data().encode())
                                .toArray(String[]::new)))
                .map(ActivityLogStore::added);
    }

    /** The newest entry of each issue that tells of a regression. */
    public static Future<List<ActivityAdded>> newestRegressions(SqlClient database, Collection<UUID> issues) {
        return database.preparedQuery(NEWEST_REGRESSIONS)
                .execute(Tuple.tuple().addArrayOfUUID(issues.toArray(UUID[]::new)))
                .map(ActivityLogStore::added);
    }

    /** The rows as announcements. */
    public static List<ActivityAdded> added(RowSet<Row> rows) {
        List<ActivityAdded> added = new ArrayList<>();
        rows.forEach(row -> added.add(new ActivityAdded(
                row.getUUID("project_id"), row.getUUID("issue_id"), json(row).encode())));
        return added;
    }

    /** The entry as the API and the stream show it. */
    public static JsonObject json(Row row) {
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("at", Times.text(row.getOffsetDateTime("at")))
                .put("kind", row.getString("kind"))
                .put("user", user(row.getUUID("user_id"), row.getString("user_name")))
                .put("data", row.getJsonObject("data"));
    }

    /**
     * The user as JSON. Null when there is none.
     *
     * @param name as {@link #userName} selects it
     */
    public static @Nullable JsonObject user(@Nullable UUID id, @Nullable String name) {
        return id == null ? null : new JsonObject().put("id", id.toString()).put("display_name", name);
    }

    /** SQL for the name of the user of that table alias: the e-mail address of a user without a display name. */
    public static String userName(String table) {
        return "coalesce(nullif(" + table + ".display_name, ''), " + table + ".email)";
    }
}
