package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.http.Times;
import dev.mesher.search.IndexStore;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DashboardTest {
    private static final String PROJECT = "/api/v1/projects/default/";
    private static final String DASHBOARD = PROJECT + "dashboard/";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private UUID issue;

    @BeforeEach
    void anIssueWithEvents() {
        data.sql("SELECT ensure_event_partitions((now() - interval '4 days')::date, now()::date)");
        data.sql("INSERT INTO projects (org_id, name, slug) SELECT id, 'Other', 'other' FROM organizations");
        issue = data.issue("Boom", Duration.ZERO);
        event(Duration.ofHours(60), "fatal", "old");
        event(Duration.ofHours(3), "warning", "a");
        event(Duration.ofHours(3), "error", "b");
        event(Duration.ZERO, "error", "b");
    }

    @Test
    void volumeByTheHourHasEveryHourOfTheLast24() {
        JsonArray hours = http.get(DASHBOARD + "volume").array();

        assertThat(hours)
                .hasSize(25)
                .isEqualTo(http.get(DASHBOARD + "volume?bucket=hour").array());
        assertThat(count(hours, "bucket", hour(Duration.ofHours(3)))).isEqualTo(2);
        assertThat(count(hours, "bucket", hour(Duration.ZERO))).isEqualTo(1);
        assertThat(sum(hours)).isEqualTo(3);
        assertThat(hours.getJsonObject(24).getString("bucket")).isEqualTo(hour(Duration.ZERO));
    }

    @Test
    void volumeByTheDayIsTheSame24Hours() {
        JsonArray days = http.get(DASHBOARD + "volume?bucket=day").array();

        assertThat(days.size()).isBetween(1, 2);
        assertThat(sum(days)).isEqualTo(3);
        assertThat(days.getJsonObject(0).getString("bucket")).endsWith("T00:00:00.000000Z");
    }

    @Test
    void volumeByLevelCoversTheWholeRange() {
        String from = Times.text(data.time(Duration.ofHours(61)));
        String to = Times.text(data.time(Duration.ZERO).plusSeconds(1));
        String range = "volume?from=" + from + "&to=" + to;
        JsonArray hours = http.get(DASHBOARD + range + "&by=level").array();
        JsonArray days = http.get(DASHBOARD + range + "&by=level&bucket=day").array();

        assertThat(hours.size()).isBetween(62, 63);
        assertThat(hours.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("bucket", hour(Duration.ofHours(61)))
                        .put("counts", levels(0, 0, 0)));
        assertThat(bucket(hours, hour(Duration.ofHours(60)))).isEqualTo(levels(1, 0, 0));
        assertThat(bucket(hours, hour(Duration.ofHours(3)))).isEqualTo(levels(0, 1, 1));
        assertThat(days.size()).isBetween(3, 4);
        assertThat(sum(http.get(DASHBOARD + range).array())).isEqualTo(4);
        assertThat(sum(http.get(DASHBOARD + "volume?to=" + hour(Duration.ofHours(59)))
                        .array()))
                .as("24 hours before")
                .isEqualTo(1);
        assertThat(http.get("/api/v1/projects/other/dashboard/" + range + "&by=level").array().stream()
                        .map(each -> ((JsonObject) each).getJsonObject("counts")))
                .containsOnly(levels(0, 0, 0));
    }

    @Test
    void volumeOf90DaysHasEveryHourAndLongerIsRefused() {
        String from = Times.text(data.time(Duration.ofDays(90)));
        String to = Times.text(data.time(Duration.ZERO));

        assertThat(http.get(DASHBOARD + "volume?by=level&from=" + from + "&to=" + to)
                        .array()
                        .size())
                .isBetween(2_160, 2_161);
        for (String bad : new String[] {
            "from=" + Times.text(data.time(Duration.ofDays(90).plusSeconds(1))) + "&to=" + to,
            "from=" + to + "&to=" + from,
            "from=" + to + "&to=" + to,
            "from=yesterday",
            "by=release"
        }) {
            assertThat(http.get(DASHBOARD + "volume?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    private static JsonObject bucket(JsonArray buckets, String start) {
        return buckets.stream()
                .map(JsonObject.class::cast)
                .filter(each -> start.equals(each.getString("bucket")))
                .findFirst()
                .orElseThrow()
                .getJsonObject("counts");
    }

    private static JsonObject levels(int fatal, int error, int warning) {
        return new JsonObject()
                .put("fatal", fatal)
                .put("error", error)
                .put("warning", warning)
                .put("info", 0)
                .put("debug", 0);
    }

    @Test
    void slotsOfAnHourAreOneLevel() {
        data.sql("INSERT INTO project_hours SELECT project_id, hour, level, 1, 5 FROM project_hours"
                + " WHERE level = 'error' AND hour = date_trunc('hour', now(), 'UTC')");

        assertThat(http.get(DASHBOARD + "levels").array())
                .isEqualTo(new JsonArray("[{\"level\":\"error\",\"count\":7},{\"level\":\"warning\",\"count\":1}]"));
    }

    @Test
    void topIssuesAreTheUnresolvedOnesWithTheMostEvents() {
        UUID second = data.issue("Second", Duration.ofMinutes(5));
        data.sql("UPDATE issues SET event_count = 3 WHERE id = $1", second);
        UUID resolved = data.issue("Resolved", Duration.ZERO);
        data.sql("UPDATE issues SET event_count = 9, status = 'resolved' WHERE id = $1", resolved);

        assertThat(http.get(DASHBOARD + "top-issues").array())
                .isEqualTo(new JsonArray()
                        .add(top(issue, "Boom", 4, Duration.ZERO))
                        .add(top(second, "Second", 3, Duration.ofMinutes(5))));
        assertThat(http.get(DASHBOARD + "top-issues?limit=1").array()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 100})
    void tagsCountTheirValuesWhereverTheDigestIs(int digested) throws Exception {
        boolean unused = digested > 0
                && new IndexStore(server.vertx(), data.database().pool(), digested)
                        .digest(Instant.now().plusSeconds(1))
                        .await(10, TimeUnit.SECONDS);
        JsonArray values = http.get(DASHBOARD + "tags?key=t&limit=2").array();

        assertThat(values.getJsonObject(0)).isEqualTo(new JsonObject("{\"value\":\"b\",\"count\":2}"));
        assertThat(count(values, "value", "a")).isEqualTo(1);
        assertThat(http.get(DASHBOARD + "tags?key=none").array()).isEmpty();
        assertThat(http.get("/api/v1/projects/other/dashboard/tags?key=t").array())
                .isEmpty();
    }

    @Test
    void healthCounts() {
        data.sql("UPDATE issues SET first_seen = now() - interval '2 days' WHERE id = $1", issue);
        UUID archived = data.issue("Archived", Duration.ZERO);
        data.sql("UPDATE issues SET status = 'archived' WHERE id = $1", archived);
        data.sql("UPDATE issues SET first_seen = now() WHERE id = $1", archived);
        UUID deleted = data.issue("Deleted", Duration.ZERO);
        data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", deleted);

        assertThat(http.get(DASHBOARD + "health").body())
                .isEqualTo("{\"unresolved_count\":1,\"events_24h\":3,\"new_today\":1}");
        assertThat(http.get("/api/v1/projects/other/dashboard/health").body())
                .isEqualTo("{\"unresolved_count\":0,\"events_24h\":0,\"new_today\":0}");
    }

    @Test
    void itemsByDayAndCategory() {
        data.sql(
                "INSERT INTO item_counts SELECT $1, (now() AT TIME ZONE 'UTC')::date - ago, category, ago + 1"
                        + " FROM (VALUES (0, 'session'), (0, 'check_in'), (29, 'session'), (30, 'session')) v (ago, category)",
                data.project());
        JsonArray items = http.get(PROJECT + "items").array();

        assertThat(items).hasSize(3);
        assertThat(items.getJsonObject(0).getMap())
                .containsEntry("category", "check_in")
                .containsEntry("count", 1);
        assertThat(items.getJsonObject(2).getInteger("count")).isEqualTo(30);
        assertThat(items.getJsonObject(2).getString("day")).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(http.get("/api/v1/projects/other/items").body()).isEqualTo("[]");
    }

    @Test
    void badParametersAreRefused() {
        for (String path :
                new String[] {"volume?bucket=year", "tags", "tags?key=", "top-issues?limit=x", "tags?key=a&limit=0"}) {
            assertThat(http.get(DASHBOARD + path).status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void aSessionsEventsAreOldestFirstPageByPage() {
        UUID first = session(Duration.ofHours(30), "s/1");
        UUID second = session(Duration.ofHours(2), "s/1");
        UUID unused = session(Duration.ofHours(1), "other");
        String path = PROJECT + "sessions/s%2F1/events?limit=1";
        JsonObject found = http.get(path).array().getJsonObject(0);

        assertThat(found)
                .isEqualTo(new JsonObject()
                        .put("id", first.toString())
                        .put("issue_id", issue.toString())
                        .put("level", "error")
                        .put("message", "in session")
                        .put("environment", "prod")
                        .put("received_at", Times.text(data.time(Duration.ofHours(30)))));
        JsonArray next = http.get(path + "&cursor=" + found.getString("received_at") + "&cursor_id=" + first)
                .array();
        assertThat(next).hasSize(1);
        assertThat(next.getJsonObject(0).getString("id")).isEqualTo(second.toString());
        assertThat(http.get("/api/v1/projects/other/sessions/s%2F1/events").body())
                .isEqualTo("[]");
        data.sql("UPDATE issues SET status = 'deleted'");
        assertThat(http.get(path).body()).isEqualTo("[]");
    }

    private UUID session(Duration ago, String session) {
        return data.event(
                issue,
                ago,
                new JsonObject()
                        .put("message", "in session")
                        .put("environment", "prod")
                        .put("session_id", session));
    }

    private void event(Duration ago, String level, String tag) {
        UUID unused = data.event(
                issue, ago, new JsonObject().put("level", level).put("tags", new JsonObject().put("t", tag)));
    }

    private JsonObject top(UUID id, String title, int events, Duration ago) {
        return new JsonObject()
                .put("id", id.toString())
                .put("title", title)
                .put("level", "error")
                .put("status", "unresolved")
                .put("event_count", events)
                .put("last_seen", Times.text(data.time(ago)));
    }

    private String hour(Duration ago) {
        return Times.text(data.time(ago).truncatedTo(java.time.temporal.ChronoUnit.HOURS));
    }

    private static long count(JsonArray counts, String field, String value) {
        return counts.stream()
                .map(JsonObject.class::cast)
                .filter(each -> value.equals(each.getString(field)))
                .mapToLong(each -> each.getLong("count"))
                .sum();
    }

    private static long sum(JsonArray counts) {
        return counts.stream()
                .mapToLong(each -> ((JsonObject) each).getLong("count"))
                .sum();
    }
}
