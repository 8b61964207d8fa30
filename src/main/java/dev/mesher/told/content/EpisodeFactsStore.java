package dev.mesher.told.content;

import dev.mesher.told.channel.Message;
import dev.mesher.told.content.EpisodeFacts.Named;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a message is about. */
final class EpisodeFactsStore {
    /** A message that was given up told nobody, so the next one tells of its alerts too. */
    private static final String FACTS =
            """
            SELECT m.kind, m.said_by, m.channel_id, m.episode_id, e.started_at, e.alert_count,
                   r.id AS rule_id, r.name AS rule_name, p.id AS project_id, p.name AS project_name,
                   p.number AS project_number, told.last_alert AS told, told.at AS told_at,
                   coalesce((SELECT a.number FROM alerts a WHERE a.episode_id = e.id ORDER BY a.number DESC LIMIT 1), 0)
                       AS newest,
                   (SELECT key FROM shared_keys WHERE name = 'acknowledge') AS link_key
            FROM messages m
            JOIN episodes e ON e.id = m.episode_id
            JOIN alert_rules r ON r.id = e.rule_id
            JOIN projects p ON p.id = e.project_id
            LEFT JOIN LATERAL (
                SELECT b.last_alert, (b.content ->> 'at')::timestamptz AS at FROM messages b
                WHERE b.episode_id = m.episode_id AND b.channel_id = m.channel_id AND b.number < m.number
                  AND b.last_alert IS NOT NULL AND b.given_up_at IS NULL
                ORDER BY b.last_alert DESC LIMIT 1) told ON true
            WHERE m.id = $1""";

    private static final String TEST =
            """
            SELECT m.said_by, c.name, o.id AS org_id, o.name AS org_name
            FROM messages m JOIN channels c ON c.id = m.channel_id JOIN organizations o ON o.id = c.org_id
            WHERE m.id = $1 AND m.kind = 'test'""";

    private static final String TOTALS =
            """
            SELECT count(*) AS alerts, count(DISTINCT i.id) AS issues,
                   coalesce(bool_or(a.status <> 'resolved'), false) AS unresolved,
                   coalesce((array_agg(left(a.message, 1000) ORDER BY a.number DESC))[1], '') AS message,
                   coalesce(CASE WHEN min(a.condition_snapshot ->> 'condition_type')
                                      = max(a.condition_snapshot ->> 'condition_type')
                                 THEN min(a.condition_snapshot ->> 'condition_type') END, '') AS condition
            FROM (%s) a LEFT JOIN issues i ON i.id = a.issue_id AND i.status <> 'deleted'"""
                    .formatted(AlertRange.ALERTS);

    private EpisodeFactsStore() {}

    /**
     * What is known of a test of a channel.
     *
     * @param by who tries it; null when that is not known
     */
    record ChannelTest(String channel, Named organization, @Nullable String by) {}

    /** The facts of a message of an episode; empty when the message is none, or is gone. */
    static Future<Optional<EpisodeFacts>> facts(SqlClient client, UUID message) {
        return client.preparedQuery(FACTS).execute(Tuple.of(message)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            return each.hasNext() ? Optional.of(facts(message, each.next())) : Optional.empty();
        });
    }

    private static EpisodeFacts facts(UUID message, Row row) {
        OffsetDateTime toldAt = row.getOffsetDateTime("told_at");
        Long told = row.getLong("told");
        Instant startedAt = row.getOffsetDateTime("started_at").toInstant();
        return new EpisodeFacts(
                message,
                Message.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getUUID("channel_id"),
                row.getUUID("episode_id"),
                startedAt,
                row.getLong("alert_count"),
                new Named(row.getUUID("rule_id"), row.getString("rule_name")),
                new Named(row.getUUID("project_id"), row.getString("project_name")),
                row.getLong("project_number"),
                row.getString("said_by"),
                told == null ? 0 : told,
                toldAt == null ? null : toldAt.toInstant(),
                row.getLong("newest"),
                row.getBuffer("link_key"));
    }

    /** Empty when the message is no test, or is gone. */
    static Future<Optional<ChannelTest>> test(SqlClient client, UUID message) {
        return client.preparedQuery(TEST).execute(Tuple.of(message)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(new ChannelTest(
                    row.getString("name"),
                    new Named(row.getUUID("org_id"), row.getString("org_name")),
                    row.getString("said_by")));
        });
    }

    /** Reads at most {@link AlertRange#MOST} alerts. */
    static Future<AlertTotals> totals(SqlClient client, AlertRange range) {
        return client.preparedQuery(TOTALS)
                .execute(range.arguments(AlertRange.MOST))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new AlertTotals(
                            row.getLong("alerts"),
                            row.getLong("issues"),
                            row.getBoolean("unresolved"),
                            row.getString("condition"),
                            row.getString("message"));
                });
    }
}
