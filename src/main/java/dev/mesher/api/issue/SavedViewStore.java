package dev.mesher.api.issue;

import dev.mesher.event.Refusal;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Searches for issues that people keep under a name. Callers without an account count as one user. */
public final class SavedViewStore {
    /** The most views that a user keeps in a project. */
    static final int MOST = 100;

    /** The most views of others that are listed. */
    static final int MOST_SHARED = 400;

    static final String LIST =
            """
            SELECT * FROM (
                SELECT id, name, query, sort, shared, created_at, true AS own FROM saved_views
                WHERE project_id = $1 AND user_id IS NOT DISTINCT FROM $2::uuid
                ORDER BY name, id LIMIT %d) own
            UNION ALL
            SELECT * FROM (
                SELECT id, name, query, sort, shared, created_at, false FROM saved_views
                WHERE project_id = $1 AND shared AND user_id IS DISTINCT FROM $2::uuid
                ORDER BY name, id LIMIT %d) others"""
                    .formatted(MOST, MOST_SHARED);

    private static final String CREATE =
            """
            INSERT INTO saved_views (project_id, user_id, name, query, sort, shared)
            SELECT $1, $2::uuid, $3, $4, $5, $6
            WHERE (SELECT count(*) FROM saved_views WHERE project_id = $1 AND user_id IS NOT DISTINCT FROM $2::uuid) < $7
            RETURNING id""";

    private static final String DELETE =
            """
            WITH view AS (SELECT id, shared, user_id IS NOT DISTINCT FROM $2::uuid AS own FROM saved_views WHERE id = $1),
            gone AS (
                DELETE FROM saved_views WHERE id = (SELECT id FROM view WHERE own OR (shared AND $3)) RETURNING 1)
            SELECT shared, EXISTS (SELECT FROM gone) AS gone FROM view""";

    private final Pool pool;

    public SavedViewStore(Pool pool) {
        this.pool = pool;
    }

    /** The user's own views, then those that others share; each by name. */
    Future<JsonArray> list(UUID project, @Nullable UUID user) {
        return pool.preparedQuery(LIST).execute(Tuple.of(project, user)).map(SavedViewStore::json);
    }

    /** Saves a view, and returns its id. Refuses when the user has too many in the project. */
    Future<UUID> create(UUID project, @Nullable UUID user, NewView view) {
        return pool.preparedQuery(CREATE)
                .execute(Tuple.tuple()
                        .addUUID(project)
                        .addUUID(user)
                        .addString(view.name())
                        .addString(view.query())
                        .addString(view.sort().wireName())
                        .addBoolean(view.shared())
                        .addInteger(MOST))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict("you have " + MOST + " views of this project: delete some first");
                    }
                    return rows.iterator().next().getUUID("id");
                });
    }

    /**
     * Deletes a view. Refuses a view that others share, unless {@code ofOthers} is true, and a view that the user does
     * not see.
     */
    Future<Void> delete(UUID view, @Nullable UUID user, boolean ofOthers) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.tuple().addUUID(view).addUUID(user).addBoolean(ofOthers))
                .map(rows -> {
                    Row found = rows.size() == 0 ? null : rows.iterator().next();
                    if (found != null && found.getBoolean("gone")) {
                        return null;
                    }
                    throw found != null && found.getBoolean("shared")
                            ? Refusal.forbidden("only its owner and admins may delete a shared view")
                            : Refusal.notFound("view");
                });
    }

    private static JsonArray json(RowSet<Row> rows) {
        JsonArray views = new JsonArray();
        rows.forEach(row -> views.add(new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("name", row.getString("name"))
                .put("query", row.getString("query"))
                .put("sort", row.getString("sort"))
                .put("shared", row.getBoolean("shared"))
                .put("own", row.getBoolean("own"))
                .put("created_at", Times.text(row.getOffsetDateTime("created_at")))));
        return views;
    }
}
