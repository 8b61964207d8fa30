package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IssueListTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    @AfterEach
    void empty() {
        DATA.sql("DELETE FROM issues");
        DATA.sql("DELETE FROM issue_releases");
    }

    @Test
    void anIssueInFull() {
        UUID user = user();
        UUID issue = DATA.issue("Boom", Duration.ofMinutes(5));
        DATA.sql(
                "UPDATE issues SET culprit = 'app.py in run', level = 'fatal', event_count = 7, user_count = 3,"
                        + " first_seen = '2026-01-02T03:04:05.678901Z', last_seen = '2026-01-02T03:04:06Z',"
                        + " assigned_to = $2, exception_type = 'ValueError', exception_value = 'no such item',"
                        + " regressed_at = '2026-01-02T03:04:05Z', hour = '2026-01-02T03:00:00Z', hour_count = 11"
                        + " WHERE id = $1",
                issue,
                user);
        DATA.sql(
                "INSERT INTO issue_releases SELECT $1, environment, release FROM unnest(ARRAY['', 'c', 'a', 'd', 'b'])"
                        + " environment, unnest(ARRAY['1', '2', '3']) release",
                issue);

        JsonObject page = list("").object();

        assertThat(page.getBoolean("has_more")).isFalse();
        assertThat(page.containsKey("next_cursor")).isFalse();
        assertThat(page.getJsonArray("data").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", issue.toString())
                        .put("title", "Boom")
                        .put("culprit", "app.py in run")
                        .put("level", "fatal")
                        .put("status", "unresolved")
                        .put("event_count", 7)
                        .put("user_count", 3)
                        .put("first_seen", "2026-01-02T03:04:05.678901Z")
                        .put("last_seen", "2026-01-02T03:04:06.000000Z")
                        .put("assigned_to", user.toString())
                        .put("type", "ValueError")
                        .put("value", "no such item")
                        .put("regressed_at", "2026-01-02T03:04:05.000000Z")
                        .put("is_new", false)
                        .put("spiking", false)
                        .put("environments", new JsonArray(List.of("a", "b", "c")))
                        .put("hour", "2026-01-02T03:00:00.000000Z")
                        .put("hour_count", 11));
    }

    @Test
    void newestFirstAndNeverDeletedOrOfAnotherProject() {
        DATA.issue("old", Duration.ofHours(2));
        DATA.issue("new", Duration.ofHours(1));
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", DATA.issue("deleted", Duration.ZERO));
        DATA.sql(
                "WITH other AS (INSERT INTO projects (org_id, name, slug)"
                        + " SELECT id, 'Other', 'other' FROM organizations RETURNING id)"
                        + " UPDATE issues SET project_id = other.id FROM other WHERE issues.id = $1",
                DATA.issue("elsewhere", Duration.ZERO));

        assertThat(titles("")).containsExactly("new", "old");
        assertThat(SERVER.http().get("/api/v1/projects/other/issues").body()).contains("elsewhere");
    }

    @Test
    void byStatusLevelAndAssignee() {
        UUID user = user();
        DATA.issue("plain", Duration.ofHours(1));
        UUID other = DATA.issue("other", Duration.ofHours(2));
        DATA.sql("UPDATE issues SET status = 'archived', level = 'info', assigned_to = $2 WHERE id = $1", other, user);

        assertThat(titles("status=archived")).containsExactly("other");
        assertThat(titles("status=unresolved")).containsExactly("plain");
        assertThat(titles("status=discarded")).isEmpty();
        assertThat(titles("level=info")).containsExactly("other");
        assertThat(titles("level=error")).containsExactly("plain");
        assertThat(titles("assigned_to=" + user)).containsExactly("other");
        assertThat(titles("assigned_to=none")).containsExactly("plain");
        assertThat(titles("assigned_to=" + UUID.randomUUID())).isEmpty();
        assertThat(titles("status=&level=&assigned_to=")).containsExactly("plain", "other");
        assertThat(titles("status=archived&level=error")).isEmpty();
    }

    @Test
    void environmentAndReleaseMustMeetInOneEvent() {
        UUID both = DATA.issue("both", Duration.ofHours(1));
        UUID apart = DATA.issue("apart", Duration.ofHours(2));
        DATA.sql("INSERT INTO issue_releases VALUES ($1, 'prod', '1.0')", both);
        DATA.sql("INSERT INTO issue_releases VALUES ($1, 'prod', '2.0'), ($1, 'test', '1.0')", apart);

        assertThat(titles("environment=prod&release=1.0")).containsExactly("both");
        assertThat(titles("environment=prod")).containsExactly("both", "apart");
        assertThat(titles("release=1.0")).containsExactly("both", "apart");
        assertThat(titles("environment=test")).containsExactly("apart");
        assertThat(titles("release=3.0")).isEmpty();
    }

    @Test
    void byPartOfTheTitle() {
        DATA.issue("100% of Disk_Full", Duration.ofHours(1));
        DATA.issue("1000 of DiskXFull", Duration.ofHours(2));
        DATA.issue("C:\\temp ünïcode", Duration.ofHours(3));

        assertThat(titles("q=disk")).hasSize(2);
        assertThat(titles("q=100%25%20of")).containsExactly("100% of Disk_Full");
        assertThat(titles("q=k_f")).containsExactly("100% of Disk_Full");
        assertThat(titles("q=c:%5Ct")).containsExactly("C:\\temp ünïcode");
        assertThat(titles("q=%C3%BCn%C3%AFcode")).containsExactly("C:\\temp ünïcode");
        assertThat(titles("q=of+disk")).hasSize(2);
        assertThat(titles("q='%20OR%20true--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_seen", "first_seen", "events", "users"})
    void pagesHoldEachIssueOnceAlsoAmongTies(String sort) {
        for (int i = 0; i < 23; i++) {
            UUID issue = DATA.issue("issue " + i, Duration.ofHours(i / 7));
            DATA.sql("UPDATE issues SET event_count = $2, user_count = $2 WHERE id = $1", issue, (long) (i / 5));
        }
        List<String> seen = new ArrayList<>();
        List<JsonObject> rows = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonObject page = list("sort=" + sort + "&limit=4" + cursor).object();
            page.getJsonArray("data").forEach(each -> rows.add((JsonObject) each));
            if (!page.getBoolean("has_more")) {
                break;
            }
            assertThat(page.getJsonArray("data")).hasSize(4);
            cursor = "&cursor=" + page.getString("next_cursor") + "&cursor_id=" + page.getString("next_cursor_id");
        }
        rows.forEach(row -> seen.add(row.getString("title")));

        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        Comparator<JsonObject> order = sort.endsWith("seen")
                ? Comparator.comparing(row -> row.getString(sort))
                : Comparator.comparing(row -> row.getLong(sort.equals("events") ? "event_count" : "user_count"));
        assertThat(rows).isSortedAccordingTo(order.reversed());
    }

    @Test
    void aPageThatEndsWithTheListSaysSo() {
        DATA.issue("a", Duration.ZERO);
        DATA.issue("b", Duration.ZERO);

        assertThat(list("limit=2").object().getBoolean("has_more")).isFalse();
        assertThat(list("limit=1").object().getBoolean("has_more")).isTrue();
    }

    private static UUID user() {
        return DATA.sql(
                        "INSERT INTO users (email, password_hash) VALUES ($1, '') RETURNING id",
                        UUID.randomUUID() + "@x")
                .iterator()
                .next()
                .getUUID("id");
    }

    private static RawHttp.Answer list(String query) {
        RawHttp.Answer answer = SERVER.http().get("/api/v1/projects/default/issues?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> titles(String query) {
        return list(query).object().getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("title"))
                .toList();
    }
}
