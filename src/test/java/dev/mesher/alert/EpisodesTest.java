package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A storm is one episode of a rule, and few messages a channel. */
final class EpisodesTest {
    @AutoClose
    private static final Looks LOOKS = new Looks();

    private final StoredData data = LOOKS.data();
    private final EpisodeRows rows = new EpisodeRows(LOOKS);

    @BeforeEach
    void clear() {
        LOOKS.clear();
    }

    @Test
    void aStormIsAFirstMessageDigestsThatComeMoreRarelyAndOneThatSaysItIsOver() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        List<UUID> channels =
                List.of(RuleRows.channel(data, rule), RuleRows.channel(data, rule), RuleRows.channel(data, rule));
        for (int second = 0; second < 500; second += 10) {
            LOOKS.at(Duration.ofSeconds(second));
            LOOKS.newIssues(100);
            LOOKS.look();
            rows.send();
        }
        assertThat(rows.counts(rule)).containsExactly(5_000L);
        assertThat(channels).allSatisfy(channel -> assertThat(rows.messages(channel))
                .containsExactly("first 0", "digest 1", "digest 3", "digest 6", "digest 12"));
        rows.quietUntil(Duration.ofSeconds(490 + 599));
        assertThat(rows.open(rule)).isEqualTo(1);

        rows.quietUntil(Duration.ofSeconds(490 + 602));
        rows.quietUntil(Duration.ofHours(3));

        assertThat(rows.open(rule)).isZero();
        assertThat(channels).allSatisfy(channel -> assertThat(rows.messages(channel))
                .containsExactly("first 0", "digest 1", "digest 3", "digest 6", "digest 12", "calm 18"));
        assertThat(data.number("SELECT count(*) FROM messages WHERE give_up_at <> due_at + interval '24 hours'"))
                .isZero();
    }

    @Test
    void anEpisodeOfOneMessageEndsWithoutAnother() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        rows.newIssueAt(Duration.ZERO);

        rows.quietUntil(Duration.ofMinutes(11));

        assertThat(rows.open(rule)).isZero();
        assertThat(rows.messages(channel)).containsExactly("first 0");
    }

    @Test
    void anAlertAfterThePauseOpensAnotherEpisode() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        rows.newIssueAt(Duration.ZERO);

        rows.newIssueAt(Duration.ofMinutes(11));

        assertThat(rows.counts(rule)).containsExactly(1L, 1L);
        assertThat(rows.open(rule)).isEqualTo(1);
        assertThat(rows.messages(channel)).containsExactly("first 0", "first 0");
    }

    @Test
    void anAlertBeforeThePauseIsOverContinuesTheEpisode() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        rows.newIssueAt(Duration.ZERO);
        rows.newIssueAt(Duration.ofMinutes(9));

        rows.quietUntil(Duration.ofMinutes(18));

        assertThat(rows.open(rule)).isEqualTo(1);
        assertThat(rows.counts(rule)).containsExactly(2L);
        assertThat(rows.messages(channel)).containsExactly("first 0", "digest 12");
    }

    @Test
    void aRuleWithoutChannelsQueuesNothing() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID other = RuleRows.rule(data, "regression", 60);
        UUID channel = RuleRows.channel(data, other);

        LOOKS.newIssues(3);
        AlertLook.Findings found = LOOKS.look();

        assertThat(found.raised()).hasSize(3);
        assertThat(found.queued()).isZero();
        assertThat(rows.counts(rule)).containsExactly(3L);
        assertThat(rows.messages(channel)).isEmpty();
    }

    @Test
    void aChannelThatTheRuleGetsInTheMiddleIsToldAtOnce() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        rows.newIssueAt(Duration.ZERO);
        UUID late = RuleRows.channel(data, rule);

        rows.newIssueAt(Duration.ofMinutes(2));

        assertThat(rows.messages(channel)).containsExactly("first 0", "digest 3");
        assertThat(rows.messages(late)).containsExactly("first 2");
    }

    @Test
    void anAcknowledgedEpisodeGoesOnAndItsNewAlertsAreActive() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID channel = RuleRows.channel(data, rule);
        rows.newIssueAt(Duration.ZERO);
        data.sql("UPDATE episodes SET acknowledged_at = now()");
        data.sql("UPDATE alerts SET status = 'acknowledged'");

        rows.newIssueAt(Duration.ofMinutes(2));

        assertThat(data.number("SELECT count(*) FROM alerts WHERE status = 'active'"))
                .isEqualTo(1);
        assertThat(rows.messages(channel)).containsExactly("first 0", "digest 3");
    }
}
