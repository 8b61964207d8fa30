package dev.mesher.api.episode;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what became of an alert: who was told of it, and who did what. */
public final class AlertTimelineStore {
    private static final int MOST = 100;

    /**
     * The message that told a channel of the alert is the first one whose content reaches that far. A message on its way
     * has failed so far when its last try did. What was done to the whole episode is left out when the same had been done to
     * the alert before, or the alert was resolved.
     */
    private static final String TIMELINE =
            """
            WITH alert AS MATERIALIZED (SELECT id, episode_id, number, triggered_at FROM alerts WHERE id = $1),
            messages_of AS MATERIALIZED (
                SELECT DISTINCT ON (m.channel_id) m.id, m.channel_id, m.delivered_at, m.given_up_at
                FROM alert a JOIN messages m ON m.episode_id = a.episode_id
                WHERE m.kind IN ('first', 'digest') AND m.last_alert >= a.number
                ORDER BY m.channel_id, m.number),
            acts AS MATERIALIZED (
                (SELECT x.* FROM alert a JOIN alert_actions x ON x.alert_id = a.id ORDER BY x.id DESC LIMIT $2)
                UNION ALL
                (SELECT x.* FROM alert a JOIN alert_actions x ON x.episode_id = a.episode_id
                 WHERE x.at >= a.triggered_at AND NOT EXISTS (
                     SELECT FROM alert_actions o
                     WHERE o.alert_id = a.id AND o.action IN (x.action, 'resolved') AND o.id < x.id)
                 ORDER BY x.id DESC LIMIT $2)),
            entries (at, step, kind, channel_id, user_id, who, via, error) AS (
                SELECT triggered_at, 0, 'raised', NULL::uuid, NULL::uuid, NULL, NULL, NULL FROM alert
                UNION ALL
                SELECT delivered_at, 1, 'told', channel_id, NULL, NULL, NULL, NULL
                FROM messages_of WHERE delivered_at IS NOT NULL
                UNION ALL
                SELECT coalesce(m.given_up_at, d.at), 1, 'failed', m.channel_id, NULL, NULL, NULL, d.error
                FROM messages_of m CROSS JOIN LATERAL (
                    SELECT at, error FROM deliveries WHERE message_id = m.id ORDER BY id DESC LIMIT 1) d
                WHERE m.delivered_at IS NULL AND d.error IS NOT NULL
                UNION ALL
                SELECT at, 2, action, channel_id, user_id, who, via, NULL FROM acts
                UNION ALL
                SELECT e.ended_at, 3, 'calm', NULL, NULL, NULL, NULL, NULL
                FROM alert a JOIN episodes e ON e.id = a.episode_id WHERE e.ended_at IS NOT NULL)
            SELECT t.at, t.kind, c.id AS channel_id, c.name AS channel, c.kind AS channel_kind, t.user_id,
                   %s AS user_name, t.who, t.via, t.error
            FROM entries t LEFT JOIN channels c ON c.id = t.channel_id LEFT JOIN users u ON u.id = t.user_id
            ORDER BY t.at DESC, t.step DESC, t.channel_id LIMIT $2"""
                    .formatted(ActivityLogStore.userName("u"));

    private final Pool pool;

    public AlertTimelineStore(Pool pool) {
        this.pool = pool;
    }

    /** The newest entries, newest first. */
    Future<JsonArray> of(UUID alert) {
        return pool.preparedQuery(TIMELINE).execute(Tuple.of(alert, MOST)).map(rows -> {
            JsonArray entries = new JsonArray();
            rows.forEach(row -> entries.add(entry(row)));
            return entries;
        });
    }

    private static JsonObject entry(Row row) {
        return new JsonObject()
                .put("at", Times.text(row.getOffsetDateTime("at")))
                .put("kind", row.getString("kind"))
                .put("channel", channel(row))
                .put("by", ActivityLogStore.user(row.getUUID("user_id"), row.getString("user_name")))
                .put("who", row.getString("who"))
                .put("via", row.getString("via"))
                .put("error", row.getString("error"));
    }

    private static @Nullable JsonObject channel(Row row) {
        UUID id = row.getUUID("channel_id");
        return id == null
                ? null
                : new JsonObject()
                        .put("id", id.toString())
                        .put("name", row.getString("channel"))
                        .put("kind", row.getString("channel_kind"));
    }
}
