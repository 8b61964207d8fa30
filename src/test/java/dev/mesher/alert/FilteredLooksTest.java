package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many rules with filters about the same issues. */
final class FilteredLooksTest {
    @AutoClose
    private static final Looks LOOKS = new Looks();

    private final StoredData data = LOOKS.data();

    @BeforeEach
    void clear() {
        LOOKS.clear();
    }

    @Test
    void eachRuleFiresForWhatMeetsItsOwnFilters() {
        UUID production = rule("new_issue", "{\"environment\":\"production\"}");
        UUID either =
                rule("new_issue", "{\"environment\":[\"production\",\"staging\"],\"level\":[\"error\",\"fatal\"]}");
        UUID release = rule("new_issue", "{\"release\":\"2.0\"}");
        UUID pod = rule("new_issue", "{\"tag\":{\"key\":\"host\",\"value\":[\"pod-1\",\"pod-2\"]}}");
        UUID region = rule("new_issue", "{\"tag\":{\"key\":\"region\",\"value\":\"eu\"}}");
        UUID all = RuleRows.rule(data, "new_issue", 0);
        UUID one = data.issue("One", Duration.ZERO);
        UUID two = data.issue("Two", Duration.ZERO);
        UUID none = data.issue("None", Duration.ZERO);
        UUID twoOnly =
                rule("new_issue", new JsonObject().put("issue", two.toString()).encode());
        event(one, "production", "1.0", new JsonObject().put("host", "pod-1").put("other", "x"));
        event(two, "staging", "2.0", new JsonObject().put("host", "pod-3").put("region", "eu"));
        event(two, "test", "1.0", new JsonObject().put("host", "pod-2"));

        LOOKS.look();

        assertThat(issues(production)).containsExactly(one);
        assertThat(issues(either)).containsExactlyInAnyOrder(one, two);
        assertThat(issues(release)).containsExactly(two);
        assertThat(issues(pod)).containsExactlyInAnyOrder(one, two);
        assertThat(issues(region)).containsExactly(two);
        assertThat(issues(twoOnly)).containsExactly(two);
        assertThat(issues(all)).containsExactlyInAnyOrder(one, two, none);
    }

    @Test
    void filtersAreMetByOneEventAndNotBySeveralTogether() {
        UUID rule = rule("new_issue", "{\"environment\":\"production\",\"release\":\"2.0\"}");
        UUID issue = data.issue("Boom", Duration.ZERO);
        event(issue, "production", "1.0", new JsonObject());
        event(issue, "staging", "2.0", new JsonObject());

        LOOKS.look();

        assertThat(issues(rule)).isEmpty();
    }

    @Test
    void aRegressionIsJudgedByTheEventsFromThenOn() {
        UUID regression = rule("regression", "{\"environment\":\"production\"}");
        UUID opened = rule("new_issue", "{\"environment\":\"production\"}");
        UUID back = data.issue("Back", Duration.ofHours(3));
        UUID elsewhere = data.issue("Elsewhere", Duration.ofHours(3));
        for (UUID issue : List.of(back, elsewhere)) {
            UUID unused = data.event(issue, Duration.ofHours(3), new JsonObject().put("environment", "production"));
        }
        eventsNow(back, "production", 1);
        eventsNow(elsewhere, "staging", 1);
        LOOKS.regresses(back);
        LOOKS.regresses(elsewhere);

        LOOKS.look();

        assertThat(issues(regression)).containsExactly(back);
        assertThat(issues(opened)).containsExactlyInAnyOrder(back, elsewhere);
    }

    @Test
    void aSpikeIsJudgedByItsHour() {
        UUID production = rule("spike", "{\"environment\":\"production\"}");
        UUID staging = rule("spike", "{\"environment\":\"staging\"}");
        UUID issue = data.issue("Boom", Duration.ZERO);
        eventsNow(issue, "production", 15);
        LOOKS.at(Duration.ofMinutes(10));
        eventsNow(issue, "test", 5);

        LOOKS.look();

        assertThat(issues(production)).containsExactly(issue);
        assertThat(issues(staging)).isEmpty();
    }

    @Test
    void theFirstHundredEventsAreCompared() {
        UUID first = rule("new_issue", "{\"environment\":\"first\"}");
        UUID late = rule("new_issue", "{\"environment\":\"late\"}");
        UUID issue = data.issue("Boom", Duration.ofMillis(200));
        for (int i = 0; i <= 100; i++) {
            String environment = i == 0 ? "first" : i == 100 ? "late" : "test";
            UUID unused =
                    data.event(issue, Duration.ofMillis(200 - i), new JsonObject().put("environment", environment));
        }

        LOOKS.look();

        assertThat(issues(first)).containsExactly(issue);
        assertThat(issues(late)).isEmpty();
    }

    @Test
    void aHundredRulesAskAboutAllIssuesInOneStatement() {
        UUID unused = rule("new_issue", "{\"environment\":\"e0\"}");
        LOOKS.newIssues(1);
        int one = LOOKS.statements();
        for (int i = 1; i < 100; i++) {
            JsonArray values = new JsonArray().add("e" + i).add("production");
            unused = rule(
                    "new_issue", new JsonObject().put("environment", values).encode());
        }
        event(data.issue("Boom", Duration.ZERO), "production", "1.0", new JsonObject());
        LOOKS.newIssues(500);

        // The alerts are written by a few more.
        assertThat(LOOKS.statements()).isLessThan(one + 10);
        assertThat(data.number("SELECT count(*) FROM alerts")).isEqualTo(99);
    }

    private UUID rule(String type, String filters) {
        return RuleRows.filtered(data, type, new JsonObject(filters));
    }

    private void event(UUID issue, String environment, String release, JsonObject tags) {
        UUID unused = data.event(
                issue,
                Duration.ZERO,
                new JsonObject()
                        .put("environment", environment)
                        .put("release", release)
                        .put("tags", tags));
    }

    /** So many events at the time of the next look. */
    private void eventsNow(UUID issue, String environment, int count) {
        LOOKS.events(issue, count);
        data.sql("UPDATE events SET environment = $2 WHERE issue_id = $1 AND environment IS NULL", issue, environment);
    }

    private List<UUID> issues(UUID rule) {
        return data.sql("SELECT issue_id FROM alerts WHERE rule_id = $1", rule).stream()
                .map(row -> row.getUUID("issue_id"))
                .toList();
    }
}
