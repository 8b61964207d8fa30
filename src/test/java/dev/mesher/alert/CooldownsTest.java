package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules cool down for each issue, or as a whole when they count the project's events. */
final class CooldownsTest {
    @AutoClose
    private static final Looks LOOKS = new Looks();

    private final StoredData data = LOOKS.data();

    @BeforeEach
    void clear() {
        LOOKS.clear();
    }

    @Test
    void threeNewIssuesWithinAnHourAreThreeAlerts() {
        UUID rule = RuleRows.rule(data, "new_issue", 60);
        UUID one = data.issue("One", Duration.ofSeconds(3));
        LOOKS.look();
        LOOKS.at(Duration.ofMinutes(20));
        LOOKS.newIssues(2);

        LOOKS.look();

        assertThat(LOOKS.alerts(rule)).isEqualTo(3);
        assertThat(time("SELECT accepted_at FROM alerts WHERE issue_id = $1", one))
                .isEqualTo(data.time(Duration.ofSeconds(3)));
        assertThat(time("SELECT last_fired_at - interval '20 minutes' FROM alert_rules WHERE id = $1", rule))
                .isAfter(time("SELECT triggered_at FROM alerts WHERE issue_id = $1", one));
    }

    @Test
    void anIssueThatRegressesTwiceWithinTheCooldownIsOneAlert() {
        UUID rule = RuleRows.rule(data, "regression", 60);
        UUID issue = data.issue("Boom", Duration.ZERO);
        LOOKS.regresses(issue);
        LOOKS.look();
        LOOKS.at(Duration.ofMinutes(59));
        LOOKS.regresses(issue);
        LOOKS.look();
        assertThat(LOOKS.alerts(rule)).isEqualTo(1);

        LOOKS.at(Duration.ofMinutes(61));
        LOOKS.regresses(issue);
        LOOKS.look();

        assertThat(LOOKS.alerts(rule)).isEqualTo(2);
        assertThat(time("SELECT max(accepted_at) FROM alerts WHERE rule_id = $1", rule))
                .isEqualTo(time("SELECT regressed_at FROM issues WHERE id = $1", issue));
        LOOKS.at(Duration.ofHours(2));
        LOOKS.regresses(issue);
        LOOKS.look();
        assertThat(LOOKS.alerts(rule)).isEqualTo(2);
    }

    @Test
    void aRuleWithoutACooldownFiresEachTime() {
        UUID rule = RuleRows.rule(data, "regression", 0);
        UUID issue = data.issue("Boom", Duration.ZERO);
        for (int second = 1; second <= 3; second++) {
            LOOKS.at(Duration.ofSeconds(second));
            LOOKS.regresses(issue);
            LOOKS.look();
        }

        assertThat(LOOKS.alerts(rule)).isEqualTo(3);
    }

    @Test
    void aRuleThatCountsTheProjectsEventsCoolsDownAsAWhole() {
        UUID rule = RuleRows.threshold(data, 3, 5);
        UUID issue = data.issue("Boom", Duration.ZERO);
        OffsetDateTime accepted = LOOKS.events(issue, 3);
        LOOKS.look();
        assertThat(time("SELECT accepted_at FROM alerts WHERE rule_id = $1", rule))
                .isEqualTo(accepted);
        LOOKS.at(Duration.ofMinutes(59));
        LOOKS.events(issue, 3);
        LOOKS.look();
        assertThat(LOOKS.alerts(rule)).isEqualTo(1);

        LOOKS.at(Duration.ofMinutes(61));
        LOOKS.events(issue, 3);
        LOOKS.look();

        assertThat(LOOKS.alerts(rule)).isEqualTo(2);
    }

    @Test
    void eachIssueThatSpikesIsToldOnceForItsNewEvents() {
        UUID rule = RuleRows.rule(data, "spike", 60);
        UUID eager = RuleRows.rule(data, "spike", 0);
        UUID one = data.issue("One", Duration.ZERO);
        UUID two = data.issue("Two", Duration.ZERO);
        LOOKS.events(one, 11);
        LOOKS.look();
        LOOKS.at(Duration.ofSeconds(10));
        LOOKS.events(two, 11);

        LOOKS.look();

        assertThat(LOOKS.alerts(rule)).isEqualTo(2);
        assertThat(LOOKS.alerts(eager)).isEqualTo(2);
        LOOKS.at(Duration.ofSeconds(15));
        OffsetDateTime accepted = LOOKS.events(two, 1);
        LOOKS.look();
        assertThat(LOOKS.alerts(rule)).isEqualTo(2);
        assertThat(LOOKS.alerts(eager)).isEqualTo(3);
        assertThat(time("SELECT max(accepted_at) FROM alerts WHERE rule_id = $1", eager))
                .isEqualTo(accepted);
    }

    @Test
    void cooldownsThatAreLongOverAreRemoved() {
        UUID rule = RuleRows.rule(data, "new_issue", 10_080);
        LOOKS.newIssues(2);
        LOOKS.look();
        LOOKS.at(Duration.ofDays(7));
        LOOKS.newIssues(1);
        LOOKS.look();
        assertThat(data.number("SELECT count(*) FROM alert_cooldowns WHERE rule_id = $1", rule))
                .isEqualTo(3);

        LOOKS.at(Duration.ofDays(8).plusMinutes(1));
        LOOKS.look();

        assertThat(data.number("SELECT count(*) FROM alert_cooldowns WHERE rule_id = $1", rule))
                .isEqualTo(1);
    }

    private OffsetDateTime time(String query, UUID argument) {
        return data.sql(query, argument).iterator().next().getOffsetDateTime(0);
    }
}
