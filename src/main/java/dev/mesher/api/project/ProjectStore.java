package dev.mesher.api.project;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects, their settings, and how much they store. */
public final class ProjectStore {
    private final Pool pool;

    public ProjectStore(Pool pool) {
        this.pool = pool;
    }

    Future<JsonObject> settings(UUID project) {
        return pool.preparedQuery("SELECT retention_days, sample_rate FROM projects WHERE id = $1")
                .execute(Tuple.of(project))
                .map(ProjectStore::settings);
    }

    /** Changes the settings that are not null. Returns all settings after the change. */
    Future<JsonObject> change(UUID project, @Nullable Integer retentionDays, @Nullable Double sampleRate) {
        return pool.preparedQuery(
                        """
                        UPDATE projects
                        SET retention_days = coalesce($2::integer, retention_days),
                            sample_rate = coalesce($3::double precision, sample_rate)
                        WHERE id = $1
                        RETURNING retention_days, sample_rate""")
                .execute(Tuple.of(project, retentionDays, sampleRate))
                .map(ProjectStore::settings);
    }

    /** The exact number of events, and the project's share of the size of all events and their indexes. */
    Future<JsonObject> storage(UUID project) {
        return pool.preparedQuery(
                        """
                        SELECT mine, CASE WHEN everyone > 0 THEN (bytes * mine / everyone)::bigint ELSE 0 END AS bytes
                        FROM (SELECT coalesce(sum(event_count) FILTER (WHERE project_id = $1), 0)::bigint AS mine,
                                     coalesce(sum(event_count), 0) AS everyone
                              FROM project_hours) counts,
                             (SELECT coalesce(sum(pg_total_relation_size(inhrelid)), 0) AS bytes
                              FROM pg_inherits WHERE inhparent = 'events'::regclass) sizes""")
                .execute(Tuple.of(project))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new JsonObject()
                            .put("event_count", row.getLong("mine"))
                            .put("estimated_bytes", row.getLong("bytes"));
                });
    }

    private static JsonObject settings(RowSet<Row> rows) {
        Row row = first(rows);
        return new JsonObject()
                .put("retention_days", row.getInteger("retention_days"))
                .put("sample_rate", row.getDouble("sample_rate"));
    }

    private static Row first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        if (!each.hasNext()) {
            throw Refusal.notFound("project");
        }
        return each.next();
    }
}
