package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.http.Times;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often an issue happened, hour by hour, and what its row says of that. */
final class IssueHoursTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    private UUID issue;

    @BeforeEach
    void anIssue() {
        DATA.sql("DELETE FROM issues");
        issue = DATA.issue("Boom", Duration.ofDays(10));
    }

    @Test
    void aRowHasTheCountsOfTheLastDayAndEndsWithTheRunningHour() {
        running(3);
        before(1, 4);
        before(23, 5);
        before(24, 6);
        before(1_000, 7);

        assertThat(row("hours=24").getJsonArray("hours").stream().mapToInt(each -> (Integer) each))
                .hasSize(24)
                .startsWith(5, 0)
                .endsWith(0, 4, 3);
        assertThat(row("").containsKey("hours")).isFalse();
        assertThat(refusal("/api/v1/projects/default/issues?hours=25")).contains("hours must be one of 24");
    }

    @Test
    void theHourOfItsLastEventCountsBeforeItIsOver() {
        DATA.sql(
                "UPDATE issues SET hour = date_trunc('hour', now(), 'UTC') - interval '2 hours', hour_count = 7 WHERE id = $1",
                issue);

        assertThat(row("hours=24").getJsonArray("hours").stream().mapToInt(each -> (Integer) each))
                .endsWith(7, 0, 0);
    }

    @Test
    void itSpikesAboveTenTimesItsHourlyAverageOfSevenDays() {
        running(11);
        assertThat(row("").getBoolean("spiking")).isTrue();

        DATA.sql("UPDATE issues SET event_count = 1000000");
        before(100, 185);
        assertThat(row("").getBoolean("spiking"))
                .as("11 is less than 10 * 185 / 168")
                .isFalse();

        DATA.sql("UPDATE issue_hours SET event_count = 184");
        assertThat(row("").getBoolean("spiking")).isTrue();

        DATA.sql("DELETE FROM issue_hours");
        running(10);
        assertThat(row("").getBoolean("spiking")).as("no more than ten events").isFalse();

        DATA.sql("UPDATE issues SET hour = hour - interval '1 hour', hour_count = 1000");
        assertThat(row("").getBoolean("spiking")).as("not in the running hour").isFalse();

        running(1_000);
        before(1, 10_000);
        assertThat(row("").getBoolean("spiking")).isTrue();
        DATA.sql("UPDATE issue_hours SET event_count = 16800");
        assertThat(row("").getBoolean("spiking")).isFalse();
        DATA.sql("UPDATE issue_hours SET hour = hour - interval '168 hours'");
        assertThat(row("").getBoolean("spiking")).as("older than seven days").isTrue();
    }

    @Test
    void itIsNewForADay() {
        assertThat(row("").getBoolean("is_new")).isFalse();

        DATA.sql("UPDATE issues SET first_seen = now() - interval '23 hours 59 minutes'");
        assertThat(row("").getBoolean("is_new")).isTrue();
    }

    @Test
    void bucketsOfAnyRangeIncludeEmptyOnes() {
        DATA.sql(
                "INSERT INTO issue_hours VALUES ($1, '2026-03-01T10:00:00Z', 2), ($1, '2026-03-01T12:00:00Z', 3),"
                        + " ($1, '2026-03-02T00:00:00Z', 4)",
                issue);
        DATA.sql("UPDATE issues SET hour = '2026-03-01T13:00:00Z', hour_count = 5 WHERE id = $1", issue);

        assertThat(counts("from=2026-03-01T10:30:00Z&to=2026-03-01T14:00:00Z"))
                .containsExactly(
                        "2026-03-01T10:00:00.000000Z 2",
                        "2026-03-01T11:00:00.000000Z 0",
                        "2026-03-01T12:00:00.000000Z 3",
                        "2026-03-01T13:00:00.000000Z 5");
        assertThat(counts("bucket=day&from=2026-02-28T23:00:00Z&to=2026-03-02T00:00:00.000001Z"))
                .containsExactly(
                        "2026-02-28T00:00:00.000000Z 0",
                        "2026-03-01T00:00:00.000000Z 10",
                        "2026-03-02T00:00:00.000000Z 4");
    }

    @Test
    void withoutARangeItIsTheLastDayOrTheLastThirty() {
        assertThat(counts("")).hasSizeBetween(24, 25);
        assertThat(counts("bucket=day")).hasSizeBetween(30, 31);
    }

    @Test
    void aRangeIsBounded() {
        assertThat(counts("from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z")).hasSize(31 * 24);
        assertThat(counts("bucket=day&from=2025-03-01T00:00:00Z&to=2026-03-02T00:00:00Z"))
                .hasSize(366);
        assertThat(counts("from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z")).hasSize(24);
        assertThat(counts("from=0000-01-01T00:00:00Z&to=0000-01-01T00:00:01Z")).hasSize(1);

        String path = "/api/v1/issues/" + issue + "/hours?";
        assertThat(refusal(path + "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:01Z"))
                .contains("at most 31 days");
        assertThat(refusal(path + "bucket=day&from=2025-03-01T00:00:00Z&to=2026-03-02T00:00:01Z"))
                .contains("at most 366 days");
        assertThat(refusal(path + "from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z"))
                .contains("before to");
        assertThat(refusal(path + "from=yesterday")).contains("from must be a time");
        assertThat(refusal(path + "bucket=week")).contains("bucket must be one of");
    }

    private void running(int events) {
        DATA.sql(
                "UPDATE issues SET hour = date_trunc('hour', now(), 'UTC'), hour_count = $2 WHERE id = $1",
                issue,
                (long) events);
    }

    private void before(int hours, int events) {
        OffsetDateTime running = DATA.sql("SELECT date_trunc('hour', now(), 'UTC')")
                .iterator()
                .next()
                .getOffsetDateTime(0);
        DATA.sql("INSERT INTO issue_hours VALUES ($1, $2, $3)", issue, running.minusHours(hours), (long) events);
    }

    private static JsonObject row(String query) {
        return SERVER.http()
                .get("/api/v1/projects/default/issues?" + query)
                .object()
                .getJsonArray("data")
                .getJsonObject(0);
    }

    private static String refusal(String path) {
        RawHttp.Answer answer = SERVER.http().get(path);
        assertThat(answer.status()).isEqualTo(400);
        return answer.error();
    }

    private List<String> counts(String query) {
        RawHttp.Answer answer = SERVER.http().get("/api/v1/issues/" + issue + "/hours?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> counts = new ArrayList<>();
        for (Object each : new JsonArray(answer.body())) {
            JsonObject bucket = (JsonObject) each;
            assertThat(Times.parse(bucket.getString("bucket"))).isPresent();
            counts.add(bucket.getString("bucket") + " " + bucket.getLong("count"));
        }
        return counts;
    }
}
