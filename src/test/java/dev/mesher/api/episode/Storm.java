package dev.mesher.api.episode;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.StoredData;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** An episode of a rule in the database, as raising alerts and telling two channels of it leaves it. */
record Storm(StoredData data, UUID episode, List<UUID> alerts, UUID slack, UUID pagerDuty) {
    static final String WEBHOOK_SECRET = "the webhook's secret";

    /** An episode of {@code count} alerts; the message of each channel tells of the first two. */
    static Storm of(StoredData data, int count) {
        UUID rule = one(
                data,
                "INSERT INTO alert_rules (project_id, name, condition_json)"
                        + " VALUES ($1, 'New <issues>', '{\"condition_type\":\"new_issue\"}') RETURNING id",
                data.project());
        UUID episode = one(
                data,
                "INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at)"
                        + " VALUES ($1, $2, now() - interval '5 minutes', now(), $3, now() + interval '10 minutes') RETURNING id",
                rule,
                data.project(),
                count);
        List<UUID> alerts = IntStream.range(0, count)
                .mapToObj(each -> one(
                        data,
                        "INSERT INTO alerts (rule_id, project_id, episode_id, message, condition_snapshot, triggered_at)"
                                + " VALUES ($1, $2, $3, 'Boom', '{}', now() - interval '4 minutes') RETURNING id",
                        rule,
                        data.project(),
                        episode))
                .toList();
        Storm storm = new Storm(data, episode, alerts, channel(data, "slack"), channel(data, "pagerduty"));
        storm.message(storm.slack, "first", alerts.get(Math.min(1, count - 1)));
        storm.message(storm.pagerDuty, "first", alerts.get(Math.min(1, count - 1)));
        return storm;
    }

    private static UUID channel(StoredData data, String kind) {
        return one(
                data,
                "INSERT INTO channels (org_id, kind, name, settings)"
                        + " SELECT org_id, $2, 'The ' || $2, jsonb_build_object('webhook_secret', $3::text)"
                        + " FROM projects WHERE id = $1 RETURNING id",
                data.project(),
                kind,
                WEBHOOK_SECRET);
    }

    /** A message that was delivered, and told of the alerts up to that one. */
    @CanIgnoreReturnValue
    UUID message(UUID channel, String kind, UUID last) {
        return one(
                data,
                "INSERT INTO messages (channel_id, episode_id, kind, due_at, next_try_at, give_up_at, attempt, delivered_at,"
                        + " last_alert) SELECT $1, $2, $3, now(), now(), now(), 1, now() - interval '3 minutes', number"
                        + " FROM alerts WHERE id = $4 RETURNING id",
                channel,
                episode,
                kind,
                last);
    }

    /** The statuses of the alerts, in their order. */
    List<String> statuses() {
        return texts("SELECT status FROM alerts WHERE episode_id = $1 ORDER BY number");
    }

    /** The messages that wait: channel, kind, and who did it. */
    List<String> queued() {
        return texts("SELECT c.kind || ' ' || m.kind || ' ' || coalesce(m.said_by, '-')"
                + " FROM messages m JOIN channels c ON c.id = m.channel_id"
                + " WHERE m.episode_id = $1 AND m.delivered_at IS NULL ORDER BY m.number, c.kind");
    }

    /** What was noted of actions on the episode itself. */
    List<String> noted() {
        return texts("SELECT action || ' ' || via || ' ' || coalesce(who, '-') FROM alert_actions"
                + " WHERE episode_id = $1 ORDER BY id");
    }

    boolean acknowledged() {
        return data.number("SELECT count(*) FROM episodes WHERE acknowledged_at IS NOT NULL AND id = '" + episode + "'")
                == 1;
    }

    private List<String> texts(String sql) {
        return data.sql(sql, episode).stream().map(row -> row.getString(0)).toList();
    }

    private static UUID one(StoredData data, String sql, Object... arguments) {
        return data.sql(sql, arguments).iterator().next().getUUID(0);
    }
}
