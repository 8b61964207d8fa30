package dev.mesher.api.endpoint;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.function.Function;

/** One page of a list. The query reads one row more than the page has; if it exists, there are more pages. */
public final class Page {
    private Page() {}

    /**
     * The answer {@code {"data":[…],"has_more",…}}.
     *
     * @param item makes an item of a row; the item has an {@code id}
     * @param cursor reads the value of the sort column from a row
     */
    public static JsonObject of(
            RowSet<Row> rows, int limit, Function<Row, JsonObject> item, Function<Row, String> cursor) {
        JsonArray data = new JsonArray();
        JsonObject page = new JsonObject().put("data", data).put("has_more", rows.size() > limit);
        String nextCursor = null;
        String nextId = null;
        for (Row row : rows) {
            if (data.size() == limit) {
                page.put("next_cursor", nextCursor).put("next_cursor_id", nextId);
                break;
            }
            JsonObject each = item.apply(row);
            data.add(each);
            nextCursor = cursor.apply(row);
            nextId = each.getString("id");
        }
        return page;
    }
}
