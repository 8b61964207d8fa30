package dev.mesher.api.endpoint;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Reads a {@code jsonb} value for a JSON answer. */
public final class JsonColumn {
    private JsonColumn() {}

    /** The value; the PostgreSQL client's special object for JSON's null becomes null. */
    public static @Nullable Object of(Row row, String column) {
        Object value = row.getValue(column);
        return value == Tuple.JSON_NULL ? null : value;
    }
}
