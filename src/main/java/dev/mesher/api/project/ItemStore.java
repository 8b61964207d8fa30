package dev.mesher.api.project;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** What a project received besides error events, counted by category and UTC day. */
public final class ItemStore {
    private static final int DAYS = 30;

    /** The categories of what clients report as discarded. They are shown whole. */
    private static final String DISCARDED = "discarded.";

    private final Pool pool;

    public ItemStore(Pool pool) {
        this.pool = pool;
    }

    /** The counts of today and the 29 days before, newest first. */
    Future<JsonArray> counts(UUID project) {
        return pool.preparedQuery(
                        """
                        SELECT category, day, item_count FROM item_counts
                        WHERE project_id = $1 AND day > (now() AT TIME ZONE 'UTC')::date - $2::integer
                          AND item_count > 0
                        ORDER BY day DESC, category""")
                .execute(Tuple.of(project, DAYS))
                .map(rows -> {
                    JsonArray counts = new JsonArray();
                    for (Row row : rows) {
                        counts.add(item(row.getString("category"))
                                .put("day", row.getLocalDate("day").toString())
                                .put("count", row.getLong("item_count")));
                    }
                    return counts;
                });
    }

    /** A category, with the reason in a field of its own when the items were not kept. */
    private static JsonObject item(String stored) {
        int dot = stored.startsWith(DISCARDED) ? -1 : stored.indexOf('.');
        return dot < 0
                ? new JsonObject().put("category", stored)
                : new JsonObject().put("category", stored.substring(0, dot)).put("reason", stored.substring(dot + 1));
    }
}
