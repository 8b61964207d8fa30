package dev.mesher.api.channel;

import dev.mesher.testing.StoredData;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels and messages written by plain SQL. */
record ChannelRows(StoredData data) {
    /** Leaves no channels and no alert rules. */
    void clear() {
        data.sql("DELETE FROM alert_rules");
        data.sql("DELETE FROM channels");
    }

    UUID channel(String organization) {
        return id(
                "INSERT INTO channels (org_id, kind, name, settings) SELECT id, 'email', 'c',"
                        + " '{\"to\":[\"a@example.org\"]}' FROM organizations WHERE slug = $1 RETURNING id",
                organization);
    }

    /** Of a rule named "Too many" of the seeded project. */
    UUID episode() {
        return id(
                """
                WITH rule AS (
                    INSERT INTO alert_rules (project_id, name, condition_json)
                    VALUES ($1, 'Too many', '{"condition_type":"new_issue"}') RETURNING id)
                INSERT INTO episodes (rule_id, project_id, started_at, last_alert_at, alert_count, calm_at)
                SELECT id, $1, now(), now(), 1, now() FROM rule RETURNING id""",
                data.project());
    }

    UUID message(UUID channel, @Nullable UUID episode, String kind) {
        return id(
                "INSERT INTO messages (channel_id, episode_id, kind, due_at, next_try_at, give_up_at)"
                        + " VALUES ($1, $2, $3, now(), now(), now()) RETURNING id",
                channel,
                episode,
                kind);
    }

    /** A try that failed. */
    void tried(UUID message, int attempt) {
        data.sql(
                "INSERT INTO deliveries (message_id, attempt, at, millis, status, words, error)"
                        + " VALUES ($1, $2, now(), 12, 500, '<b>Oops</b>', 'the receiver answered 500')",
                message,
                attempt);
    }

    private UUID id(String insert, @Nullable Object... arguments) {
        return data.sql(insert, arguments).iterator().next().getUUID(0);
    }
}
