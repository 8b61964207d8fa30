package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RulePreviewTest {
    private static final String PREVIEW = "/api/v1/projects/1/alert-rules/preview";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @BeforeEach
    void empty() {
        DATA.sql("TRUNCATE issues, events, issue_hours, activities CASCADE");
    }

    @Test
    void newIssuesFireEachByItself() {
        UUID staging = DATA.issue("Staging", Duration.ofHours(2));
        UUID production = DATA.issue("Production", Duration.ofHours(1));
        UUID old = DATA.issue("Old", Duration.ofDays(8));
        event(staging, Duration.ofHours(2), "staging");
        event(staging, Duration.ofMinutes(110), "production");
        event(production, Duration.ofHours(1), "production");
        event(old, Duration.ofHours(1), "production");

        JsonObject all = preview("{\"condition_type\":\"new_issue\"}", "{}", 60);
        assertThat(all.getJsonArray("fired")).hasSize(2);
        assertThat(all.getBoolean("exact")).isTrue();
        JsonObject filtered = preview("{\"condition_type\":\"new_issue\"}", "{\"environment\":\"production\"}", 60);
        assertThat(filtered.getJsonArray("fired"))
                .containsExactly(all.getJsonArray("fired").getString(0));
        assertThat(filtered.getBoolean("exact")).isFalse();
    }

    @Test
    void anIssueRegressesOnceInACoolDown() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        for (int minutes : new int[] {300, 270, 200}) {
            DATA.sql(
                    "INSERT INTO activities (project_id, issue_id, at, kind) VALUES ($1, $2, $3, 'regressed')",
                    DATA.project(),
                    issue,
                    DATA.time(Duration.ofMinutes(minutes)));
        }

        assertThat(fired("{\"condition_type\":\"regression\"}", "{}", 60)).hasSize(2);
        assertThat(fired("{\"condition_type\":\"regression\"}", "{}", 0)).hasSize(3);
    }

    @Test
    void eachRegressionIsComparedWithTheFiltersByItself() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        for (int minutes : new int[] {300, 200}) {
            DATA.sql(
                    "INSERT INTO activities (project_id, issue_id, at, kind) VALUES ($1, $2, $3, 'regressed')",
                    DATA.project(),
                    issue,
                    DATA.time(Duration.ofMinutes(minutes)));
            event(issue, Duration.ofMinutes(minutes), minutes == 300 ? "production" : "staging");
        }
        event(issue, Duration.ofMinutes(190), "production");

        assertThat(fired("{\"condition_type\":\"regression\"}", "{\"environment\":\"production\"}", 60))
                .singleElement()
                .asString()
                .startsWith(DATA.time(Duration.ofHours(5)).toString().substring(0, 16));
    }

    @Test
    void aThresholdIsReachedByTheEventsOfAWindow() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        for (int minutes : new int[] {200, 190, 100, 98, 97, 96, 10, 9, 8}) {
            event(issue, Duration.ofMinutes(minutes), "production");
        }

        JsonObject found = preview("{\"condition_type\":\"threshold\",\"threshold\":3,\"window_minutes\":5}", "{}", 60);
        assertThat(found.getBoolean("exact")).isTrue();
        assertThat(found.getJsonArray("fired")).hasSize(2);
        assertThat(fired("{\"condition_type\":\"threshold\",\"threshold\":5,\"window_minutes\":5}", "{}", 60))
                .isEmpty();
        JsonObject filtered = preview(
                "{\"condition_type\":\"threshold\",\"threshold\":3,\"window_minutes\":5}",
                "{\"environment\":\"production\"}",
                60);
        assertThat(filtered.getJsonArray("fired")).hasSize(2);
        assertThat(filtered.getBoolean("exact")).isFalse();
        assertThat(fired(
                        "{\"condition_type\":\"threshold\",\"threshold\":3,\"window_minutes\":5}",
                        "{\"environment\":\"staging\"}",
                        60))
                .isEmpty();
    }

    @Test
    void usersAreToldApart() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        for (int minutes : new int[] {100, 99, 98, 10, 9, 8}) {
            event(issue, Duration.ofMinutes(minutes), "production");
        }
        DATA.sql("UPDATE events SET user_hash = issue_id");
        String three = "{\"condition_type\":\"users\",\"threshold\":3,\"window_minutes\":5}";
        assertThat(fired(three, "{}", 60)).isEmpty();

        DATA.sql(
                "UPDATE events SET user_hash = gen_random_uuid() WHERE received_at < $1",
                DATA.time(Duration.ofHours(1)));
        assertThat(fired(three, "{}", 60)).hasSize(1);
    }

    @Test
    void anHourThatIsFarBusierThanUsualIsASpike() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        DATA.sql(
                "INSERT INTO issue_hours SELECT $1, date_trunc('hour', now(), 'UTC') - n * interval '1 hour',"
                        + " CASE n WHEN 5 THEN 200 ELSE 2 END FROM generate_series(1, 330) n",
                issue);

        assertThat(fired("{\"condition_type\":\"spike\"}", "{}", 60)).hasSize(1);
    }

    @Test
    void badRulesAreRefused() {
        assertThat(SERVER.http().post(PREVIEW, "{}").error()).isEqualTo("condition must be a JSON object");
        RawHttp.Answer filters = SERVER.http()
                .post(PREVIEW, "{\"condition\":{\"condition_type\":\"spike\"},\"filters\":{\"level\":\"x\"}}");
        assertThat(filters.status()).isEqualTo(400);
        assertThat(filters.error()).startsWith("filters.level must be");
        assertThat(SERVER.http()
                        .post(PREVIEW, "{\"condition\":{\"condition_type\":\"spike\"},\"filters\":[]}")
                        .error())
                .isEqualTo("filters must be a JSON object");
    }

    private static JsonArray fired(String condition, String filters, int cooldown) {
        return preview(condition, filters, cooldown).getJsonArray("fired");
    }

    private static JsonObject preview(String condition, String filters, int cooldown) {
        RawHttp.Answer answer = SERVER.http()
                .post(
                        PREVIEW,
                        "{\"condition\":%s,\"filters\":%s,\"cooldown_minutes\":%d}"
                                .formatted(condition, filters, cooldown));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object();
    }

    private static void event(UUID issue, Duration ago, String environment) {
        UUID unused = DATA.event(issue, ago, new JsonObject().put("environment", environment));
    }
}
