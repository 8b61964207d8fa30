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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for events, newest first, and the list of an issue's events with filters. */
final class EventsByTimeTest {
    private static final String SEARCH = "/api/v1/projects/default/events/search?sort=time";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private UUID issue;
    private String events;

    @BeforeEach
    void anIssue() {
        issue = data.issue("Boom", Duration.ZERO);
        events = "/api/v1/issues/" + issue + "/events?";
    }

    /** The index may have none, some or all of the events. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 45, 100})
    void everyEventComesOnceNewestFirst(int indexed) throws Exception {
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            newestFirst.add(event(Duration.ofMinutes(3L * (50 - n)), new JsonObject().put("message", "needle " + n)));
        }
        Collections.reverse(newestFirst);
        index(indexed);

        assertThat(pages(SEARCH + "&limit=7")).isEqualTo(newestFirst);
        assertThat(pages(SEARCH + "&limit=7&q=needle")).isEqualTo(newestFirst);
        assertThat(pages(SEARCH + "&limit=1&q=needle+7")).containsExactly(newestFirst.get(42));
        assertThat(pages(SEARCH + "&limit=7&issue=" + issue)).isEqualTo(newestFirst);
        assertThat(pages(SEARCH + "&q=haystack")).isEmpty();
        assertThat(pages(SEARCH + "&limit=7&from=" + ago(100) + "&to=" + ago(50)))
                .isEqualTo(newestFirst.subList(16, 33));
        assertThat(pages(SEARCH + "&limit=7&q=needle&from=" + ago(100) + "&to=" + ago(50)))
                .isEqualTo(newestFirst.subList(16, 33));
    }

    /** A page was read before the indexer came to its events, the next one after that. */
    @Test
    void theIndexerMayOvertakeAPage() throws Exception {
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            newestFirst.add(0, event(Duration.ofMinutes(100 - n), new JsonObject().put("message", "m" + n)));
        }
        index(10);
        JsonObject first = http.get(SEARCH + "&limit=20").object();
        index(100);

        List<String> seen = new ArrayList<>(ids(first));
        seen.addAll(pages(SEARCH + "&limit=20" + cursor(first)));
        assertThat(seen).isEqualTo(newestFirst);
    }

    /** Events that were stored late are in blocks that overlap with others. */
    @Test
    void eventsThatWereStoredLateComeOnceToo() throws Exception {
        List<String> all = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            all.add(event(Duration.ofSeconds(5_000 - 50 * n), new JsonObject().put("message", "needle")));
        }
        index(100);
        for (int n = 0; n < 30; n++) {
            all.add(event(Duration.ofSeconds(4_975 - 100 * n), new JsonObject().put("message", "needle")));
        }
        IndexStore late = new IndexStore(server.vertx(), data.database().pool(), 100);
        while (late.digestLate(Instant.now().minus(Duration.ofHours(5))).await(10, TimeUnit.SECONDS)) {
            assertThat(data.number("SELECT count(*) FROM event_blocks")).isPositive();
        }

        for (String limit : List.of("1", "4", "25")) {
            assertThat(pages(SEARCH + "&limit=" + limit)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(pages(SEARCH + "&q=needle&limit=" + limit)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100})
    void filtersHoldTogether(int indexed) throws Exception {
        JsonObject sent = new JsonObject()
                .put("message", "needle")
                .put("level", "warning")
                .put("environment", "prod")
                .put("release", "1.0")
                .put("tags", new JsonObject().put("region", "eu").put("url", "http://a:80"));
        String first = event(Duration.ofMinutes(9), sent);
        String second = event(Duration.ofMinutes(8), sent.copy().put("release", "2.0"));
        String third = event(
                Duration.ofMinutes(7),
                sent.copy().put("level", "error").put("tags", new JsonObject().put("region", "us")));
        String fourth = event(Duration.ofMinutes(6), new JsonObject().put("message", "hay"));
        index(indexed);

        for (String list : List.of(SEARCH, SEARCH + "&issue=" + issue, events)) {
            assertThat(pages(list)).containsExactly(fourth, third, second, first);
            assertThat(pages(list + "&env=prod")).containsExactly(third, second, first);
            assertThat(pages(list + "&release=2.0")).containsExactly(second);
            assertThat(pages(list + "&level=warning&env=prod&limit=1")).containsExactly(second, first);
            assertThat(pages(list + "&tag=region:eu&release=1.0")).containsExactly(first);
            assertThat(pages(list + "&tag=region:eu&tag=url:http://a:80")).containsExactly(second, first);
            assertThat(pages(list + "&tag=region:us&tag=url:http://a:80")).isEmpty();
            assertThat(pages(list + "&env=dev")).isEmpty();
        }
        assertThat(pages(SEARCH + "&q=needle&env=prod&tag=region:us")).containsExactly(third);
    }

    /** A tag of very many events is found from the newest event back, a rare one by the index of tags. */
    @Test
    void frequentTagsAreFoundToo() throws Exception {
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            String id = event(Duration.ofMinutes(30 - n), tag("region", n % 2 == 0 ? "eu" : "us"));
            if (n % 2 == 0) {
                newestFirst.add(0, id);
            }
        }
        index(15);
        List<String> rare = pages(SEARCH + "&limit=3&tag=region:eu");
        data.sql("UPDATE tag_hours SET event_count = 1000000");

        assertThat(rare).isEqualTo(newestFirst);
        assertThat(pages(SEARCH + "&limit=3&tag=region:eu")).isEqualTo(newestFirst);
    }

    @Test
    void anEventHasItsUserAndTitle() {
        UUID eventId = UUID.randomUUID();
        String id = event(
                Duration.ofMinutes(3),
                tag("k", "v")
                        .put("message", "m")
                        .put("event_id", eventId.toString())
                        .put("environment", "prod")
                        .put("release", "1.0")
                        .put("extra", new JsonObject().put("user_context", "no"))
                        .put("user_context", new JsonObject().put("name", "x").put("email", "a@b.example")));
        JsonObject expected = new JsonObject()
                .put("id", id)
                .put("issue_id", issue.toString())
                .put("event_id", eventId.toString())
                .put("level", "error")
                .put("message", "m")
                .put("tags", new JsonObject().put("k", "v"))
                .put("environment", "prod")
                .put("release", "1.0")
                .put("received_at", Times.text(data.time(Duration.ofMinutes(3))))
                .put("user", "a@b.example")
                .put("title", "Boom");

        for (String list : List.of(SEARCH, SEARCH + "&issue=" + issue, events)) {
            assertThat(http.get(list).object())
                    .as(list)
                    .isEqualTo(new JsonObject()
                            .put("data", new JsonArray().add(expected))
                            .put("has_more", false)
                            .put("complete", true));
        }
    }

    @Test
    void anIssuesEventsOfOneUser() {
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 120; n++) {
            JsonObject user = n % 10 == 0
                    ? new JsonObject().put("username", "ann")
                    : new JsonObject().put("id", 7).put("username", "ann");
            String id = event(Duration.ofSeconds(500 - n), new JsonObject().put("user_context", user));
            if (n % 10 == 0) {
                newestFirst.add(0, id);
            }
        }
        assertThat(pages(events + "user=ann"))
                .as("the issue never met the user")
                .isEmpty();
        data.sql(
                "INSERT INTO issue_users SELECT $1, left(encode(sha256(u::bytea), 'hex'), 32)::uuid"
                        + " FROM unnest(ARRAY['username=ann', 'id=7']) u",
                issue);

        assertThat(pages(events + "user=ann&limit=5")).isEqualTo(newestFirst);
        assertThat(pages(events + "user=7&limit=100")).hasSize(108);
        assertThat(pages(events + "user=bob")).isEmpty();
    }

    @Test
    void aSearchThatFindsLittleStopsAndGoesOn() throws Exception {
        many(25_000, 3);
        String first = event(
                Duration.ofHours(10), new JsonObject().put("message", "needle").put("environment", "x"));
        index(50_000);
        String newest =
                event(Duration.ZERO, new JsonObject().put("message", "needle").put("environment", "x"));

        for (String list : List.of(SEARCH, SEARCH + "&issue=" + issue, events)) {
            JsonObject page = http.get(list + "&env=x").object();

            assertThat(ids(page)).as(list).containsExactly(newest);
            assertThat(page.getBoolean("complete")).isFalse();
            assertThat(page.getBoolean("has_more")).isTrue();
            assertThat(pages(list + "&env=x")).containsExactly(newest, first);
        }
        assertThat(pages(SEARCH + "&q=common&env=x")).isEmpty();
        assertThat(pages(SEARCH + "&q=needle")).containsExactly(newest, first);
        assertThat(pages(SEARCH + "&limit=100")).hasSize(25_002).doesNotHaveDuplicates();
    }

    /** More events than a page compares are not indexed yet. */
    @Test
    void aBacklogOfTheIndexerIsSearchedPageByPage() {
        many(12_000, 30);
        String oldest = event(Duration.ofHours(10), new JsonObject().put("environment", "x"));

        assertThat(http.get(SEARCH + "&env=x").object().getBoolean("complete")).isFalse();
        assertThat(pages(SEARCH + "&env=x")).containsExactly(oldest);
    }

    @Test
    void othersEventsAndDeletedOnesAreNotFound() throws Exception {
        String unused = event(Duration.ofMinutes(2), tag("k", "v").put("message", "needle"));
        index(1);
        String unusedToo = event(Duration.ofMinutes(1), tag("k", "v").put("message", "needle"));
        data.sql("INSERT INTO projects (org_id, name, slug) SELECT id, 'Other', 'other' FROM organizations");
        List<String> filters = List.of("", "&q=needle", "&tag=k:v", "&issue=" + issue);
        for (String filter : filters) {
            assertThat(pages(SEARCH + filter)).as(filter).hasSize(2);
            assertThat(pages(SEARCH.replace("default", "other") + filter))
                    .as(filter)
                    .isEmpty();
        }

        data.sql("UPDATE issues SET status = 'deleted'");

        for (String filter : filters) {
            assertThat(pages(SEARCH + filter)).as(filter).isEmpty();
        }
    }

    @Test
    void badParametersAreRefused() {
        for (String bad : List.of(
                "&level=bad",
                "&tag=k",
                "&tag=:v",
                "&tag=k:1&tag=k:2",
                "&tag=a:1&tag=b:1&tag=c:1&tag=d:1&tag=e:1&tag=f:1",
                "&from=now",
                "&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
                "&cursor=2026-11-02T00:00:00Z",
                "&tag=%00:a",
                "&limit=101")) {
            assertThat(http.get(SEARCH + bad).status()).as(bad).isEqualTo(400);
            assertThat(http.get(events + bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(http.get(SEARCH + "&issue=x").status()).isEqualTo(400);
        assertThat(http.get(SEARCH.replace("time", "age")).status()).isEqualTo(400);
        for (String id : List.of("ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000000")) {
            for (String list : List.of(SEARCH, SEARCH + "&q=a", SEARCH + "&tag=a:b", events)) {
                assertThat(http.get(list + "&cursor=0001-01-01T00:00:00Z&cursor_id=" + id)
                                .status())
                        .as(list + id)
                        .isEqualTo(200);
            }
        }
    }

    private String event(Duration ago, JsonObject sent) {
        return data.event(issue, ago, sent).toString();
    }

    private static JsonObject tag(String key, String value) {
        return new JsonObject().put("tags", new JsonObject().put(key, value));
    }

    private String ago(int minutes) {
        return Times.text(data.time(Duration.ofMinutes(minutes)));
    }

    /** Events of the issue, a millisecond apart. */
    private void many(int count, int minutesAgo) {
        data.sql(
                """
                WITH made AS (
                    SELECT n, $3::timestamptz - n * interval '1 millisecond' AS at FROM generate_series(1, $1::integer) n)
                INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, tags, payload)
                SELECT (lpad(to_hex(round(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008'
                        || lpad(to_hex(n), 15, '0'))::uuid, at, $4, $2, 'f', 'error', 'common ' || n, '{}', ''
                FROM made""",
                count,
                issue,
                data.time(Duration.ofMinutes(minutesAgo)),
                data.project());
    }

    private void index(int count) throws Exception {
        boolean unused = count > 0
                && new IndexStore(server.vertx(), data.database().pool(), count)
                        .digest(Instant.now().plusSeconds(1))
                        .await(60, TimeUnit.SECONDS);
    }

    /** The ids of all pages. */
    private List<String> pages(String list) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        for (int n = 0; n < 1_000; n++) {
            JsonObject page = http.get(list + cursor).object();
            ids.addAll(ids(page));
            if (!page.getBoolean("has_more")) {
                assertThat(page.getBoolean("complete")).isTrue();
                return ids;
            }
            cursor = cursor(page);
        }
        throw new AssertionError("more than 1,000 pages of " + list);
    }

    private static String cursor(JsonObject page) {
        return "&cursor=" + page.getString("next_cursor") + "&cursor_id=" + page.getString("next_cursor_id");
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }
}
