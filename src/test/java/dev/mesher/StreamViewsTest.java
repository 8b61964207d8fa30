package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.ViewClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views of the live stream on a whole node: rows instead of events, made once for all who follow them. */
final class StreamViewsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @Test
    void rowsComeInsteadOfEvents() {
        try (ViewClient client = new ViewClient(node)) {
            String issue = send("counted", 1);
            assertThat(client.rowWith(issue, 1).getString("title")).isEqualTo("counted");

            send("counted", 2);

            JsonObject row = client.rowWith(issue, 3);
            assertThat(row.fieldNames()).contains("id", "title", "level", "status", "user_count", "last_seen");
            assertThat(client.types()).contains("issues").doesNotContain("event");
        }
    }

    @Test
    void whatUsersDoComesAsTheActionAndAsTheRow() {
        String issue = send("acted upon in view", 1);
        try (ViewClient client = new ViewClient(node)) {
            new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/resolve", "{}");
            client.until(() -> "resolved".equals(client.row(issue).getString("status")));
            assertThat(client.types()).contains("issue");

            new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/delete", "{}");
            client.until(() -> client.gone().contains(issue));
        }
    }

    @Test
    void whatNobodyAnnouncesIsLookedFor() {
        String target = send("merged target", 1);
        String source = send("merged source", 1);
        String byHand = send("by hand", 1);
        try (ViewClient client = new ViewClient(node)) {
            node.sql("UPDATE issues SET title = 'renamed' WHERE id = $1", UUID.fromString(byHand));
            client.until(() -> "renamed".equals(client.row(byHand).getString("title")));

            new RawHttp(node.httpPort())
                    .post(
                            "/api/v1/issues/" + target + "/merge",
                            new JsonObject().put("issue_ids", new JsonArray().add(source)));
            client.until(() -> client.gone().contains(source));
            assertThat(client.rowWith(target, 2)).isNotNull();
        }
    }

    @Test
    void oneIssueCanBeFollowedAlone() {
        String issue = send("followed", 1);
        try (ViewClient client =
                new ViewClient(node, new JsonObject().put("view", "issue").put("id", issue))) {
            String other = send("not followed", 1);
            send("followed", 1);

            assertThat(client.rowWith(issue, 2)).isNotNull();
            client.until(() -> client.types().contains("rate"));
            assertThat(client.row(other).isEmpty()).isTrue();
            assertThat(client.types()).doesNotContain("event");

            client.send(new JsonObject().put("view", "events"));
            send("as an event again", 1);
            client.until(() -> client.types().contains("event"));
        }
    }

    @Test
    void aMessageIsMadeOnceForAllWhoFollow() {
        List<ViewClient> clients =
                Stream.generate(() -> new ViewClient(node)).limit(50).toList();
        double before = encoded();

        String issue = send("seen by fifty", 1);

        List<String> texts = clients.stream()
                .map(client -> client.rowWith(issue, 1).encode())
                .distinct()
                .toList();
        assertThat(texts).hasSize(1);
        assertThat(encoded() - before)
                .as("that message, and the rate now and then")
                .isBetween(1.0, 10.0);
        clients.forEach(ViewClient::close);

        await().atMost(SOON).until(() -> {
            double now = encoded();
            try (StreamClient events = node.watch("/stream/projects/1")) {
                send("seen by nobody", 1);
                return events.next("event") != null && encoded() == now;
            }
        });
    }

    @Test
    void aBurstIsToldInFewMessagesAndTheLastHasTheFinalCounts() {
        try (ViewClient client = new ViewClient(node)) {
            long start = System.nanoTime();
            Map<String, Integer> sent = new HashMap<>();
            for (int bulk = 0; bulk < 20; bulk++) {
                JsonArray events = new JsonArray();
                IntStream.range(0, 100)
                        .forEach(i -> events.add(
                                new JsonObject().put("message", "burst").put("fingerprint", "burst " + i % 5)));
                node.client()
                        .post(EventClient.BULK, events.encode())
                        .json()
                        .getJsonArray("results")
                        .forEach(result -> sent.merge(((JsonObject) result).getString("issue_id"), 1, Integer::sum));
            }
            assertThat(sent).hasSize(5).containsValue(400);

            client.until(() -> sent.entrySet().stream().allMatch(issue -> issue.getValue()
                    .equals(client.row(issue.getKey()).getInteger("event_count", 0))));

            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
            assertThat((long) client.messagesOfRows()).isLessThanOrEqualTo(2 * seconds + 1);
            JsonObject rate = client.next("rate");
            while (rate.getDouble("events_per_second") == 0) {
                rate = client.next("rate");
            }
            assertThat(rate.getLong("visible_ms")).isNotNegative();
        }
    }

    @Test
    void ofTooManyChangesOnlyTheCursorComes() {
        UUID project = node.sql("INSERT INTO projects (org_id, name, slug)"
                        + " SELECT id, 'Many', 'many' FROM organizations RETURNING id")
                .iterator()
                .next()
                .getUUID(0);
        UUID single = node.sql(
                        "INSERT INTO issues (project_id, fingerprint, title) VALUES ($1, 'f', 'one') RETURNING id",
                        project)
                .iterator()
                .next()
                .getUUID(0);
        String path = "/api/v1/projects/many/";
        try (ViewClient list = new ViewClient(node, path + "stream", new JsonObject().put("view", "issues"));
                ViewClient one = new ViewClient(
                        node,
                        path + "stream",
                        new JsonObject().put("view", "issue").put("id", single.toString()))) {
            node.sql(
                    "INSERT INTO issues (project_id, fingerprint, title) SELECT $1, 'f', 't' FROM generate_series(1, 501)",
                    project);
            node.sql("UPDATE issues SET title = 'renamed' WHERE id = $1", single);

            JsonObject reload = list.next("issues");

            assertThat(reload.fieldNames()).containsExactlyInAnyOrder("type", "reload", "cursor");
            assertThat(reload.getBoolean("reload")).isTrue();
            JsonObject changes = new RawHttp(node.httpPort())
                    .get(path + "changes?since=" + reload.getString("cursor"))
                    .object();
            assertThat(changes.getBoolean("complete")).isTrue();
            assertThat(changes.getJsonArray("issues")).isEmpty();
            one.until(() -> "renamed".equals(one.row(single.toString()).getString("title")));
        }
    }

    @Test
    void aClientThatAsksForViewAfterViewIsAnsweredOrToldWhatWasDropped() {
        try (ViewClient hasty = new ViewClient(node)) {
            int count = 1_000;
            for (int i = 0; i < count; i++) {
                String frame =
                        i % 2 == 0 ? "{\"view\":\"issue\",\"id\":\"" + new UUID(i, i) + "\"}" : "{\"view\":\"issues\"}";
                hasty.socket().writeTextMessage(frame).onFailure(closed -> {
                    throw new AssertionError(closed);
                });
            }

            hasty.until(() -> hasty.count("view_updated") + hasty.dropped() >= count);

            String issue = send("after the haste", 1);
            assertThat(hasty.rowWith(issue, 1)).isNotNull();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(scraped("mesher_stream_held_bytes"))
                .isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"view\":\"all\"}",
                "{\"view\":null}",
                "{\"view\":{}}",
                "{\"view\":\"issue\"}",
                "{\"view\":\"issue\",\"id\":\"1\"}",
                "{\"view\":\"issue\",\"id\":7}",
                "{\"view\":\"issues\",\"filters\":{}}",
                "{}",
                "{"
            })
    void aViewThatIsNoneIsRefusedAndTheOldOneStays(String frame) {
        try (ViewClient client = new ViewClient(node)) {
            client.socket().writeTextMessage(frame).onFailure(closed -> {
                throw new AssertionError(closed);
            });
            assertThat(client.next("error").getString("error")).isNotEmpty();

            String issue = send("still rows", 1);
            client.until(() -> !client.row(issue).isEmpty());
            assertThat(client.types()).doesNotContain("event");
        }
    }

    @Test
    void thePortOfTheWebSocketsHasNoViews() {
        try (StreamClient client = node.watch("/stream/projects/1")) {
            client.send("{\"view\":\"issues\"}");
            assertThat(client.next("error").getString("error")).contains("filters");
            send("as before", 1);
            assertThat(client.next("event")).isNotNull();
        }
    }

    @CanIgnoreReturnValue
    private static String send(String message, int times) {
        String issue = "";
        for (int i = 0; i < times; i++) {
            issue = node.client().event(message).text("issue_id");
        }
        return issue;
    }

    private static double encoded() {
        return scraped("mesher_stream_rows_encoded_total");
    }

    private static double scraped(String meter) {
        return new RawHttp(node.httpPort())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length())))
                .findFirst()
                .orElse(-1);
    }
}
