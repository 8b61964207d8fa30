package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the looks stored about episodes, and a sender that does nothing but mark what is due. */
final class EpisodeRows {
    private final Looks looks;
    private final StoredData data;

    EpisodeRows(Looks looks) {
        this.looks = looks;
        this.data = looks.data();
    }

    /** All messages that are due have been delivered. */
    void send() {
        data.sql(
                """
                UPDATE messages SET attempt = 1, delivered_at = due_at
                WHERE delivered_at IS NULL AND due_at <= now() + $1::interval""",
                looks.clock().interval());
    }

    /** The kinds of the channel's messages with the minutes from the start of their episodes until they are due. */
    List<String> messages(UUID channel) {
        return data
                .sql(
                        """
                        SELECT m.kind || ' ' || round(extract(epoch FROM m.due_at - e.started_at) / 60) AS said
                        FROM messages m JOIN episodes e ON e.id = m.episode_id WHERE m.channel_id = $1 ORDER BY m.number""",
                        channel)
                .stream()
                .map(row -> row.getString("said"))
                .toList();
    }

    /** The numbers of alerts of the rule's episodes, the oldest first. Each is also that of its rows in alerts. */
    List<Long> counts(UUID rule) {
        List<Long> counts =
                longs("SELECT alert_count AS number FROM episodes WHERE rule_id = $1 ORDER BY started_at", rule);
        assertThat(longs(
                        """
                        SELECT (SELECT count(*) FROM alerts a WHERE a.episode_id = e.id) AS number
                        FROM episodes e WHERE rule_id = $1 ORDER BY started_at""",
                        rule))
                .isEqualTo(counts);
        return counts;
    }

    /** How many episodes of the rule are not over. */
    long open(UUID rule) {
        return data.number("SELECT count(*) FROM episodes WHERE rule_id = $1 AND ended_at IS NULL", rule);
    }

    /** A new issue at that time, which is looked at and sent. */
    void newIssueAt(Duration passed) {
        looks.at(passed);
        looks.newIssues(1);
        looks.look();
        send();
    }

    /** Nothing comes until that time. */
    void quietUntil(Duration passed) {
        looks.at(passed);
        looks.look();
        send();
    }

    private List<Long> longs(String query, UUID argument) {
        return data.sql(query, argument).stream()
                .map(row -> row.getLong("number"))
                .toList();
    }
}
