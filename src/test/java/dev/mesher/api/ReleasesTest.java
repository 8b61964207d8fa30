package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.http.Times;
import dev.mesher.search.IndexStore;
import dev.mesher.search.ReleaseStore;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The environments and releases of a project, and the tags of an issue. */
final class ReleasesTest {
    private static final String PROJECT = "/api/v1/projects/default/";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();

    @Test
    void releasesNewestFirstWithWhatCameWithThem() throws Exception {
        UUID older = issue(50);
        UUID newer = issue(20);
        event(older, 50, "prod", "1.0");
        event(older, 40, "test", "1.1");
        event(newer, 20, "prod", "1.1");
        event(newer, 10, null, "1.1");
        event(issue(5), 5, "prod", null);
        index();
        JsonObject expected = new JsonObject()
                .put("release", "1.1")
                .put("environments", new JsonArray().add("prod").add("test"))
                .put("first_seen", ago(40))
                .put("last_seen", ago(10))
                .put("new_issues", 1);

        JsonArray releases = http.get(PROJECT + "releases").object().getJsonArray("data");
        assertThat(releases).hasSize(2);
        assertThat(without(releases.getJsonObject(0), "id")).isEqualTo(expected);
        assertThat(releases.getJsonObject(1).getString("release")).isEqualTo("1.0");
        assertThat(releases.getJsonObject(1).getInteger("new_issues")).isEqualTo(1);
        assertThat(http.get(PROJECT + "environments").array())
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("name", "prod").put("last_seen", ago(5)))
                        .add(new JsonObject().put("name", "test").put("last_seen", ago(40))));

        JsonObject first = http.get(PROJECT + "releases?limit=1").object();
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(names(PROJECT + "releases?limit=1&cursor=" + first.getString("next_cursor") + "&cursor_id="
                        + first.getString("next_cursor_id")))
                .containsExactly("1.0");
        assertThat(names(PROJECT + "releases?from=" + ago(45))).containsExactly("1.1");
        assertThat(names(PROJECT + "releases?to=" + ago(45))).containsExactly("1.0");
        assertThat(http.get(PROJECT + "releases?from=x").status()).isEqualTo(400);
    }

    /** The index is built anew, or some events were read before: nothing counts twice, and no time moves the wrong way. */
    @Test
    void whatIsReadAgainChangesNothing() throws Exception {
        UUID issue = issue(50);
        event(issue, 50, "prod", "1.0");
        event(issue, 10, "prod", "1.0");
        index();
        String releases = http.get(PROJECT + "releases").body();
        data.sql("TRUNCATE event_blocks, tag_hours, digest_hours");
        data.sql("UPDATE digest_progress SET digested_to = DEFAULT, digested_until = DEFAULT");
        index();

        assertThat(http.get(PROJECT + "releases").body()).isEqualTo(releases);
        assertThat(releases).contains("\"new_issues\":1");
    }

    @Test
    void whatWasStoredBeforeIsReadUpToABound() throws Exception {
        UUID issue = issue(50);
        event(issue, 50, "prod", "1.0");
        for (int n = 0; n < 25; n++) {
            event(issue, 40 - n, "prod", "2." + n);
        }
        index();
        data.sql("TRUNCATE project_releases, issue_origins");
        data.sql("UPDATE release_progress SET events_left = 20,"
                + " read_from = first_event_id(digested_until + interval '1 millisecond') FROM digest_progress");
        ReleaseStore releases = new ReleaseStore(data.database().pool(), 7);

        int steps = 0;
        while (releases.noteFormer().await(10, TimeUnit.SECONDS)) {
            steps++;
        }

        assertThat(steps).as("of 7, 7 and 6 events").isEqualTo(3);
        assertThat(data.number("SELECT count(*) FROM project_releases")).isEqualTo(20);
        data.sql("UPDATE release_progress SET events_left = 1000");
        while (releases.noteFormer().await(10, TimeUnit.SECONDS)) {
            steps++;
        }
        assertThat(names(PROJECT + "releases?limit=100")).hasSize(26).endsWith("1.0");
        assertThat(data.number("SELECT events_left FROM release_progress")).isZero();
        assertThat(data.number("SELECT count(*) FROM issue_origins WHERE release = '1.0'"))
                .isEqualTo(1);
    }

    @Test
    void aProjectHasNoMoreReleasesThanItMay() throws Exception {
        data.sql(
                "INSERT INTO project_releases SELECT $1, 'r' || n, '', now() - n * interval '1 second',"
                        + " now() - n * interval '1 second' FROM generate_series(1, $2) n",
                data.project(),
                ReleaseStore.MOST - 1);
        UUID issue = issue(50);
        event(issue, 5, "prod", "new 1");
        event(issue, 4, "prod", "new 2");
        event(issue, 3, "", "r7");
        index();
        assertThat(data.number("SELECT count(*) FROM project_releases")).isEqualTo(ReleaseStore.MOST);

        data.sql("UPDATE project_releases SET last_seen = now() - interval '91 days' WHERE release = 'r8'");
        ReleaseStore releases = new ReleaseStore(data.database().pool(), 1_000);
        while (releases.forget().await(10, TimeUnit.SECONDS)) {
            assertThat(data.number("SELECT count(*) FROM project_releases")).isPositive();
        }

        assertThat(data.number("SELECT count(*) FROM project_releases")).isEqualTo(ReleaseStore.MOST / 2);
        assertThat(data.number("SELECT count(*) FROM project_releases WHERE release = 'r8'"))
                .isZero();
    }

    @Test
    void anIssuesTagsBesideThoseOfTheProject() throws Exception {
        UUID other = issue(60);
        UUID issue = issue(60);
        for (int n = 0; n < 6; n++) {
            event(other, 50 - n, "prod", "1.0", "browser", n < 3 ? "firefox" : "chrome");
        }
        index();
        event(issue, 9, "prod", "2.0", "browser", "firefox");
        event(issue, 8, "prod", "2.0", "browser", "firefox");

        JsonObject tags = http.get("/api/v1/issues/" + issue + "/tags").object();

        assertThat(tags.getInteger("of")).isEqualTo(2);
        assertThat(tags.getBoolean("complete")).isTrue();
        assertThat(key(tags, "release"))
                .isEqualTo(
                        new JsonObject(
                                "{\"key\":\"release\",\"count\":2,\"distinct\":1,\"values\":[{\"value\":\"2.0\",\"count\":2,\"usual\":0.25}]}"));
        assertThat(key(tags, "browser").getJsonArray("values"))
                .containsExactly(new JsonObject("{\"value\":\"firefox\",\"count\":2,\"usual\":0.625}"));
        assertThat(key(tags, "environment").getJsonArray("values"))
                .containsExactly(new JsonObject("{\"value\":\"prod\",\"count\":2,\"usual\":1.0}"));
        assertThat(key(tags, "level").getInteger("count")).isEqualTo(2);
        assertThat(keys(tags)).containsSubsequence("release", "browser", "environment");
    }

    @Test
    void anIssuesNewestEventsOnlyAndFewValues() {
        UUID issue = issue(60);
        event(issue, 59, "prod", "1.0", "old", "x");
        for (int n = 0; n < 100; n++) {
            event(issue, 50, "prod", "1.0", "n", "v" + n);
        }

        JsonObject tags = http.get("/api/v1/issues/" + issue + "/tags?of=100").object();

        assertThat(tags.getInteger("of")).isEqualTo(100);
        assertThat(tags.getBoolean("complete")).isFalse();
        assertThat(keys(tags)).containsExactlyInAnyOrder("n", "environment", "release", "level");
        assertThat(key(tags, "n").getInteger("distinct")).isEqualTo(100);
        assertThat(key(tags, "n").getJsonArray("values")).hasSize(10);
        for (String bad : List.of("99", "5001", "x", "-1")) {
            assertThat(http.get("/api/v1/issues/" + issue + "/tags?of=" + bad).status())
                    .isEqualTo(400);
        }
        assertThat(http.get("/api/v1/issues/" + issue(1) + "/tags").object())
                .isEqualTo(new JsonObject("{\"of\":0,\"complete\":true,\"keys\":[]}"));
    }

    /** The digest keeps 200 values of an hour, so a key may have 5,000 rows in a day. */
    @Test
    void aKeyWithVeryManyValuesIsComparedWithItsNewestHours() {
        UUID issue = issue(60);
        event(issue, 5, "prod", "1.0", "run", "v1");
        data.sql("UPDATE digest_progress SET digested_to = 'ffffffff-ffff-ffff-ffff-ffffffffffff'");
        data.sql(
                "INSERT INTO tag_hours SELECT $1, 'run', date_trunc('hour', now(), 'UTC') - h * interval '1 hour', 'v' || v,"
                        + " CASE WHEN h < 5 THEN 1 ELSE 1000 END FROM generate_series(0, 9) h, generate_series(1, 200) v",
                data.project());

        JsonObject tags = http.get("/api/v1/issues/" + issue + "/tags").object();

        assertThat(key(tags, "run").getJsonArray("values"))
                .as("one event in 200 of each of the newest five hours")
                .containsExactly(new JsonObject("{\"value\":\"v1\",\"count\":1,\"usual\":0.005}"));
        data.sql("UPDATE tag_hours SET event_count = 3 WHERE value = 'v1' AND hour > now() - interval '270 minutes'");
        assertThat(key(http.get("/api/v1/issues/" + issue + "/tags").object(), "run")
                        .getJsonArray("values")
                        .getJsonObject(0)
                        .getDouble("usual"))
                .isGreaterThan(0.01);
    }

    @Test
    void manyKeysAreCutToFifty() {
        UUID issue = issue(60);
        JsonObject tags = new JsonObject();
        for (int n = 0; n < 60; n++) {
            tags.put("k" + n, "v");
        }
        UUID unused = data.event(issue, Duration.ofMinutes(5), new JsonObject().put("tags", tags));

        assertThat(keys(http.get("/api/v1/issues/" + issue + "/tags").object())).hasSize(50);
    }

    private UUID issue(int minutesAgo) {
        return data.issue("Boom", Duration.ofMinutes(minutesAgo));
    }

    private void event(
            UUID issue, int minutesAgo, @Nullable String environment, @Nullable String release, String... tag) {
        JsonObject sent = new JsonObject().put("environment", environment).put("release", release);
        if (tag.length > 0) {
            sent.put("tags", new JsonObject().put(tag[0], tag[1]));
        }
        UUID unused = data.event(issue, Duration.ofMinutes(minutesAgo), sent);
    }

    private void index() throws Exception {
        boolean unused = new IndexStore(server.vertx(), data.database().pool(), 1_000)
                .digest(Instant.now().plusSeconds(1))
                .await(10, TimeUnit.SECONDS);
    }

    private String ago(int minutes) {
        return Times.text(data.time(Duration.ofMinutes(minutes)));
    }

    private List<String> names(String path) {
        return http.get(path).object().getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("release"))
                .toList();
    }

    private static List<String> keys(JsonObject tags) {
        return tags.getJsonArray("keys").stream()
                .map(each -> ((JsonObject) each).getString("key"))
                .toList();
    }

    private static JsonObject key(JsonObject tags, String name) {
        return tags.getJsonArray("keys").stream()
                .map(JsonObject.class::cast)
                .filter(each -> name.equals(each.getString("key")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject without(JsonObject json, String name) {
        JsonObject copy = json.copy();
        Object unused = copy.remove(name);
        return copy;
    }
}
