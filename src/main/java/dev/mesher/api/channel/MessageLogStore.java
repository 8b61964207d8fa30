package dev.mesher.api.channel;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of the messages of a channel. */
public final class MessageLogStore {
    /** The most tries of a message that are listed. */
    static final int MOST_TRIES = 5;

    private static final String MESSAGES =
            """
            SELECT m.id, m.number, m.kind, m.episode_id, e.project_id, e.rule_id, r.name AS rule_name, m.said_by,
                   m.content ->> 'summary' AS summary, m.created_at, m.due_at, m.attempt, m.delivered_at, m.given_up_at,
                   CASE WHEN m.delivered_at IS NULL AND m.given_up_at IS NULL THEN m.next_try_at END AS next_try_at
            FROM messages m LEFT JOIN episodes e ON e.id = m.episode_id LEFT JOIN alert_rules r ON r.id = e.rule_id
            WHERE true""";

    static final String TRIES =
            """
            SELECT t.* FROM unnest($1::uuid[]) AS m (id) CROSS JOIN LATERAL (
                SELECT message_id, attempt, at, millis, status, words, error
                FROM deliveries WHERE message_id = m.id ORDER BY id DESC LIMIT %d) t"""
                    .formatted(MOST_TRIES);

    private final Pool pool;

    public MessageLogStore(Pool pool) {
        this.pool = pool;
    }

    /** A page of the messages, newest first, each with its newest tries. The cursor is a message's number. */
    Future<JsonObject> page(UUID channel, int limit, Optional<Cursor> after) {
        Statement statement = statement(channel, limit, after);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> Page.of(rows, limit, MessageLogStore::message, row -> row.getLong("number")
                        .toString()))
                .compose(this::withTries);
    }

    static Statement statement(UUID channel, int limit, Optional<Cursor> after) {
        Statement statement = new Statement(MESSAGES);
        statement.and("m.channel_id = ?", channel);
        after.ifPresent(cursor -> statement.and("m.number < ?", cursor.value()));
        statement.add(" ORDER BY m.number DESC LIMIT " + (limit + 1));
        return statement;
    }

    private Future<JsonObject> withTries(JsonObject page) {
        Map<String, JsonObject> messages = page.getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(message -> message.getString("id"), Function.identity()));
        UUID[] ids = messages.keySet().stream().map(UUID::fromString).toArray(UUID[]::new);
        return pool.preparedQuery(TRIES)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(rows -> {
                    rows.forEach(row -> {
                        JsonObject message =
                                messages.get(row.getUUID("message_id").toString());
                        if (message != null) {
                            JsonArray unused = message.getJsonArray("tries").add(attempt(row));
                        }
                    });
                    return page;
                });
    }

    private static JsonObject message(Row row) {
        return new JsonObject()
                .put("id", text(row.getUUID("id")))
                .put("kind", row.getString("kind"))
                .put("project_id", text(row.getUUID("project_id")))
                .put("rule_id", text(row.getUUID("rule_id")))
                .put("rule_name", row.getString("rule_name"))
                .put("episode_id", text(row.getUUID("episode_id")))
                .put("said_by", row.getString("said_by"))
                .put("summary", row.getString("summary"))
                .put("created_at", time(row, "created_at"))
                .put("due_at", time(row, "due_at"))
                .put("next_try_at", time(row, "next_try_at"))
                .put("attempt", row.getInteger("attempt"))
                .put("delivered_at", time(row, "delivered_at"))
                .put("given_up_at", time(row, "given_up_at"))
                .put("tries", new JsonArray());
    }

    private static JsonObject attempt(Row row) {
        return new JsonObject()
                .put("attempt", row.getInteger("attempt"))
                .put("at", time(row, "at"))
                .put("millis", row.getInteger("millis"))
                .put("status", row.getInteger("status"))
                .put("words", row.getString("words"))
                .put("error", row.getString("error"));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String time(Row row, String column) {
        return Times.textOrNull(row.getOffsetDateTime(column));
    }
}
