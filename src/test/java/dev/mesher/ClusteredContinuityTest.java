package dev.mesher;

import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.cluster.OperatorDoor;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.config.Settings;
import dev.mesher.continuity.ContinuityVerticle;
import dev.mesher.testing.Await;
import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one cluster, of which one or both lose PostgreSQL, or each other. */
final class ClusteredContinuityTest {
    private static final String KEY = "X-Mesh-Continuity-Request-Key";
    private static final String COOKIE = "continuity-test";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.migratedDatabase();
    private final int seed = FreePort.next();
    private final CuttableLink link = new CuttableLink(vertx, URI.create(uri).getPort());
    private final CuttableLink otherLink =
            new CuttableLink(vertx, URI.create(uri).getPort());
    private Settings firstSettings;
    private Settings secondSettings;
    private TestNode first;
    private TestNode second;

    @BeforeEach
    void start() {
        firstSettings = settings(through(link), "first", seed);
        secondSettings = settings(through(otherLink), "second", FreePort.next());
        first = TestNode.start(firstSettings);
        second = TestNode.start(secondSettings);
        // Each takes the other's copies, so each reaches the other.
        await().atMost(PATIENCE).until(() -> mirrored(first, firstSettings) && mirrored(second, secondSettings));
    }

    @AfterEach
    void stop() {
        link.up();
        otherLink.up();
        second.close();
        first.close();
        Await.await(vertx.close());
    }

    @Test
    void aNodeThatCannotReachPostgresHandsItsEventsToOneThatCan() {
        long before = first.number("SELECT count(*) FROM events");
        link.down();
        List<CompletableFuture<Answer>> later = new ArrayList<>();
        EventClient client = first.client();
        for (int i = 0; i < 60; i++) {
            later.add(client.eventLater(new JsonObject()
                    .put("message", "cut off")
                    .put("fingerprint", "cut off " + i % 3)
                    .put("user_context", new JsonObject().put("id", "user " + i))));
        }

        List<Answer> answers = later.stream().map(EventClient::join).toList();

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.text("issue_id")).isNotEmpty());
        JsonObject record = record(firstSettings, key(answers.get(0)));
        assertThat(record.getBoolean("routed_remotely")).isTrue();
        assertThat(record.getBoolean("fell_back_locally")).isFalse();
        assertThat(record.getString("ingress_node")).isEqualTo(name(firstSettings));
        assertThat(record.getString("execution_node")).isEqualTo(name(secondSettings));
        assertThat(second.database().number("SELECT count(*) FROM events")).isEqualTo(before + 60);
        StoredCounts.assertConsistent(second.database(), before + 60);
        assertThat(transitions(firstSettings)).contains("handed_over");

        Answer keyed = client.post(EVENTS, "{\"message\":\"keyed\"}", KEY, "cut-off");
        assertThat(keyed.text("issue_id")).isNotEmpty();
        assertThat(client.post(EVENTS, "{\"message\":\"keyed\"}", KEY, "cut-off")
                        .body())
                .isEqualTo(keyed.body());
        assertThat(second.client()
                        .post(EVENTS, "{\"message\":\"keyed\"}", KEY, "cut-off")
                        .body())
                .isEqualTo(keyed.body());
        assertThat(client.post(EVENTS, "{\"message\":\"other\"}", KEY, "cut-off")
                        .status())
                .isEqualTo(409);

        link.up();
        await().atMost(PATIENCE)
                .until(() -> !record(firstSettings, key(client.event("back"))).getBoolean("routed_remotely"));
    }

    @Test
    void whenNoNodeReachesPostgresEachFallsBackToItsJournal() {
        long before = first.number("SELECT count(*) FROM events");
        link.down();
        otherLink.down();

        Answer plain = first.client().event("nobody");
        Answer keyed = first.client().post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody");
        Answer bulk = first.client().post(BULK, "[{\"message\":\"one\"},{\"level\":\"no\"}]", KEY, "bulk");

        assertThat(List.of(plain, keyed, bulk)).extracting(Answer::status).containsOnly(202);
        assertThat(plain.text("issue_id")).isEmpty();
        assertThat(record(firstSettings, key(plain)).getBoolean("fell_back_locally"))
                .isTrue();
        assertThat(record(firstSettings, "nobody").getBoolean("fell_back_locally"))
                .isTrue();
        assertThat(transitions(firstSettings)).contains("fell_back_locally");
        assertThat(first.client()
                        .post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody")
                        .body())
                .isEqualTo(keyed.body());
        assertThat(first.client()
                        .post(EVENTS, "{\"message\":\"other\"}", KEY, "nobody")
                        .status())
                .isEqualTo(409);

        link.up();
        otherLink.up();
        LongSupplier counted = () -> second.database().number("SELECT count(*) FROM events");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> counted.getAsLong() == before + 3);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(second.client()
                        .post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody")
                        .body())
                .isEqualTo(keyed.body()));
        assertThat(first.client()
                        .post(BULK, "[{\"message\":\"one\"},{\"level\":\"no\"}]", KEY, "bulk")
                        .body())
                .isEqualTo(bulk.body());
        StoredCounts.assertConsistent(second.database(), before + 3);
    }

    /** The link swallows the answer of the commit: it is not known whether it held, and another node is asked to do it again. */
    @Test
    void aCommitOfUnknownOutcomeIsNeverDoneTwice() {
        String event = "{\"message\":\"unknown\",\"fingerprint\":\"unknown\"}";
        for (int i = 0; i < 3; i++) {
            first.client().post(EVENTS, event);
            first.client().post(EVENTS, event, KEY, "warm-" + i);
        }
        long before = second.database().number("SELECT count(*) FROM events");
        link.swallowAnswers();
        CompletableFuture<Answer> plain = first.client().send(EVENTS, event.getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Answer> keyed =
                first.client().send(EVENTS, event.getBytes(StandardCharsets.UTF_8), KEY, "unknown");
        await().atMost(PATIENCE).until(() -> second.database().number("SELECT count(*) FROM events") > before);
        link.down();

        assertThat(EventClient.join(plain).status()).isEqualTo(202);
        assertThat(EventClient.join(keyed).status()).isEqualTo(202);
        assertThat(EventClient.join(plain).text("issue_id")).isNotEmpty();
        assertThat(second.client().post(EVENTS, event, KEY, "unknown").body())
                .isEqualTo(EventClient.join(keyed).body());
        StoredCounts.assertConsistent(second.database(), before + 2);
    }

    @Test
    void theSameKeyOnTwoNodesAtOnceIsOneRequest() {
        byte[] event = "{\"message\":\"both\",\"fingerprint\":\"both\"}".getBytes(StandardCharsets.UTF_8);
        long before = first.number("SELECT count(*) FROM events");
        EventClient here = first.client();
        EventClient there = second.client();
        List<List<CompletableFuture<Answer>>> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(List.of(here.send(EVENTS, event, KEY, "both-" + i), there.send(EVENTS, event, KEY, "both-" + i)));
        }

        for (List<CompletableFuture<Answer>> pair : pairs) {
            Answer one = EventClient.join(pair.get(0));
            assertThat(one.status()).isEqualTo(202);
            assertThat(EventClient.join(pair.get(1)).body()).isEqualTo(one.body());
        }
        StoredCounts.assertConsistent(first.database(), before + 100);
        assertThat(List.of(transitions(firstSettings), transitions(secondSettings)))
                .anySatisfy(told -> assertThat(told).contains("duplicate"));
    }

    @Test
    void theRecordOutlivesItsOwnerOnTheOtherNode() {
        Answer answer = second.client().event("outlives");
        Answer named = second.client().post(EVENTS, "{\"message\":\"named\"}", KEY, "outlives");
        assertThat(named.status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> record(secondSettings, "outlives")
                .getString("replica_status")
                .equals("mirrored"));

        second.stop();
        Await.await(second.vertx().close());

        await().atMost(PATIENCE).until(() -> record(firstSettings, key(answer))
                .getString("replica_status")
                .equals("owner_lost"));
        JsonObject record = record(firstSettings, "outlives");
        assertThat(record.getString("phase")).isEqualTo("completed");
        assertThat(record.getString("owner_node")).isEqualTo(name(secondSettings));
        assertThat(record.getString("replica_node")).isEqualTo(name(firstSettings));
        assertThat(transitions(firstSettings)).contains("owner_lost");
        String alone = key(first.client().event("alone"));
        await().atMost(PATIENCE)
                .until(() ->
                        record(firstSettings, alone).getString("replica_status").equals("degraded_continuing"));
        second = TestNode.start(secondSettings);
    }

    @Test
    void aRequestThatNobodyKnowsIsAClearError() {
        assertThat(failure(firstSettings, "never-sent")).contains("knows no request never-sent");
    }

    private boolean mirrored(TestNode node, Settings settings) {
        String key = key(node.client().event("warm up"));
        return record(settings, key).getString("replica_status").equals("mirrored");
    }

    private static String key(Answer answer) {
        return answer.header(KEY).orElseThrow();
    }

    private static JsonObject record(Settings settings, String key) {
        return ask(settings, ContinuityVerticle.CONTINUITY, new JsonObject().put("request_key", key))
                .getJsonObject("record");
    }

    private static List<String> transitions(Settings settings) {
        return ask(settings, ContinuityVerticle.DIAGNOSTICS, new JsonObject().put("limit", 1_000))
                .getJsonArray("entries")
                .stream()
                .map(entry -> ((JsonObject) entry).getString("transition"))
                .toList();
    }

    private static JsonObject ask(Settings settings, String question, JsonObject parameters) {
        try {
            return door(settings).ask(question, parameters);
        } catch (OperatorDoor.NoAnswer none) {
            throw new IllegalStateException(none);
        }
    }

    private static String failure(Settings settings, String key) {
        try {
            return door(settings)
                    .ask(ContinuityVerticle.CONTINUITY, new JsonObject().put("request_key", key))
                    .encode();
        } catch (OperatorDoor.NoAnswer none) {
            return String.valueOf(none.getMessage());
        }
    }

    private static OperatorDoor door(Settings settings) {
        return new OperatorDoor(settings.cluster().orElseThrow().nodeName(), COOKIE, Duration.ofSeconds(5));
    }

    private static String name(Settings settings) {
        return settings.continuity().nodeName();
    }

    private String through(CuttableLink way) {
        return uri.replaceFirst("localhost:\\d+", "127.0.0.1:" + way.port());
    }

    private Settings settings(String database, String name, int clusterPort) {
        Settings alone = TestNode.settings(database, directory.resolve(name), TestNode.NO_LIMIT);
        return new Settings(
                alone.database(),
                alone.server(),
                alone.rateLimit(),
                alone.store(),
                alone.stream(),
                Optional.of(new ClusterSettings(
                        COOKIE,
                        new NodeName(name, "127.0.0.1", clusterPort),
                        List.of(Seed.parse("127.0.0.1:" + seed).orElseThrow()),
                        clusterPort,
                        FreePort.next(),
                        ContinuityRole.PRIMARY,
                        0)),
                alone.auth());
    }
}
