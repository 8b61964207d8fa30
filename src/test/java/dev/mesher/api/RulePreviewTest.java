package dev.mesher.api;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.alert.AlertCondition;
import dev.mesher.alert.AlertFilters;
import dev.mesher.alert.RulePreview;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
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
        DATA.sql("TRUNCATE issues, events, issue_hours, activities, gone_issues CASCADE");
    }

    @Test
    void newIssuesFireEachByItself() {
        UUID staging = DATA.issue("Staging", Duration.ofHours(2));
        UUID production = DATA.issue("Production", Duration.ofMinutes(100));
        UUID old = DATA.issue("Old", Duration.ofDays(8));
        event(staging, Duration.ofHours(2), "staging");
        event(staging, Duration.ofMinutes(110), "production");
        event(production, Duration.ofMinutes(100), "production");
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
            // Of the batch with which the issue came back, some events are a little older.
            event(issue, Duration.ofMinutes(minutes).plusSeconds(30), minutes == 300 ? "production" : "staging");
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
        assertThat(preview("{\"condition_type\":\"threshold\",\"threshold\":3,\"window_minutes\":5}", "{}", 0)
                        .getBoolean("exact"))
                .as("without a cool-down")
                .isFalse();
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
        assertThat(fired("{\"condition_type\":\"users\",\"threshold\":1,\"window_minutes\":5}", "{}", 60))
                .as("events without a user")
                .isEmpty();
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
        UUID spiking = DATA.issue("Spiking", Duration.ZERO);
        UUID busy = DATA.issue("Busy", Duration.ZERO);
        UUID quiet = DATA.issue("Quiet", Duration.ZERO);
        hours(spiking, 2, 200);
        hours(busy, 12, 100);
        hours(quiet, 0, 9);
        String spike = "{\"condition_type\":\"spike\"}";
        String production = "{\"environment\":\"production\"}";

        assertThat(fired(spike, "{}", 60)).hasSize(1);
        assertThat(fired(spike, production, 60)).isEmpty();
        OffsetDateTime hour =
                DATA.time(Duration.ZERO).truncatedTo(ChronoUnit.HOURS).minusHours(5);
        event(spiking, Duration.between(hour.plusMinutes(50), DATA.time(Duration.ZERO)), "production");
        assertThat(fired(spike, production, 60)).hasSize(1);
    }

    /** Two weeks of so many events an hour, and another number five hours ago. */
    private static void hours(UUID issue, int usual, int then) {
        DATA.sql(
                "INSERT INTO issue_hours SELECT $1, date_trunc('hour', $2::timestamptz, 'UTC') - n * interval '1 hour',"
                        + " CASE n WHEN 5 THEN $4::integer ELSE $3::integer END FROM generate_series(1, 330) n",
                issue,
                DATA.time(Duration.ZERO),
                usual,
                then);
    }

    @Test
    void aPreviewIsNotExactWhenSomethingWasRemoved() {
        String opened = "{\"condition_type\":\"new_issue\"}";
        DATA.sql("UPDATE projects SET retention_days = 6");
        assertThat(preview(opened, "{}", 60).getBoolean("exact")).isFalse();
        DATA.sql("UPDATE projects SET retention_days = DEFAULT");
        assertThat(preview(opened, "{}", 60).getBoolean("exact")).isTrue();

        UUID issue = DATA.issue("Deleted", Duration.ofHours(1));
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);
        JsonObject deleted = preview(opened, "{}", 60);
        assertThat(deleted.getBoolean("exact")).isFalse();
        assertThat(deleted.getJsonArray("fired")).isEmpty();
    }

    @Test
    void aThirdPreviewAtATimeIsRefused() {
        RulePreview preview = new RulePreview(DATA.database().pool());
        Future<?> one = newIssues(preview);
        Future<?> two = newIssues(preview);
        assertThatThrownBy(() -> await(newIssues(preview)))
                .hasMessageContaining("other previews are running, try again");
        assertThat(await(one)).isEqualTo(await(two));
        assertThat(await(newIssues(preview))).isNotNull();
    }

    private static Future<RulePreview.Preview> newIssues(RulePreview preview) {
        return preview.of(DATA.project(), new AlertCondition.NewIssue(), AlertFilters.NONE, Duration.ZERO);
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
