package dev.mesher.api.project;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Counts events exactly by tag, with the index on tags. */
public final class TagStore {
    public static final String COUNT =
            """
            SELECT count(*) AS events, count(DISTINCT coalesce(event_id, id)) AS ids
            FROM events
            WHERE tags @> jsonb_build_object($2::text, $3::text)
              AND project_id = $1
              AND issue_id NOT IN (SELECT id FROM issues WHERE status = 'deleted')""";

    private final Pool pool;

    public TagStore(Pool pool) {
        this.pool = pool;
    }

    /** The counts {@code {"count","distinct_event_ids"}}. An event without a client event id counts by its own id. */
    Future<JsonObject> count(UUID project, String key, String value) {
        return pool.preparedQuery(COUNT).execute(Tuple.of(project, key, value)).map(rows -> {
            Row row = rows.iterator().next();
            return new JsonObject().put("count", row.getLong("events")).put("distinct_event_ids", row.getLong("ids"));
        });
    }
}
