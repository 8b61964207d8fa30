package dev.mesher.api.activity;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.UUID;

/** Lists the activity of an issue. */
public final class ActivityListStore {
    private final Pool pool;

    public ActivityListStore(Pool pool) {
        this.pool = pool;
    }

    /** A page of the entries, newest first. */
    Future<JsonObject> page(UUID issue, int limit, Optional<Cursor> after) {
        Statement statement = statement(issue, limit, after);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows ->
                        Page.of(rows, limit, ActivityLogStore::json, row -> Times.text(row.getOffsetDateTime("at"))));
    }

    static Statement statement(UUID issue, int limit, Optional<Cursor> after) {
        Statement statement = new Statement("SELECT " + ActivityLogStore.COLUMNS
                + " FROM activities a LEFT JOIN users u ON u.id = a.user_id WHERE true");
        statement.and("a.issue_id = ?", issue);
        after.ifPresent(cursor -> statement.and("(a.at, a.id) < (?, ?)", cursor.value(), cursor.id()));
        statement.add(" ORDER BY a.at DESC, a.id DESC LIMIT " + (limit + 1));
        return statement;
    }
}
