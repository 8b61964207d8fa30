package dev.mesher.api;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** A {@code jsonb} value as an answer holds it. */
final class JsonColumn {
    private JsonColumn() {}

    /** The client's own mark for JSON's null becomes a plain one. */
    static @Nullable Object of(Row row, String column) {
        Object value = row.getValue(column);
        return value == Tuple.JSON_NULL ? null : value;
    }
}
