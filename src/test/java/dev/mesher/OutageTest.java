package dev.mesher;

import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.OwnPostgres;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under a node, and comes back. */
final class OutageTest {
    private static final String ISSUES = "/api/v1/projects/default/issues";

    @AutoClose
    private static OwnPostgres postgres;

    @TempDir
    private Path directory;

    private String uri;
    private Settings settings;

    @BeforeAll
    static void startPostgres(@TempDir Path data) {
        postgres = new OwnPostgres(data);
    }

    @BeforeEach
    void start() {
        uri = postgres.migratedDatabase();
        settings = TestNode.settings(uri, directory.resolve("node"), TestNode.NO_LIMIT);
    }

    @Test
    void eventsAreTakenAndDrainedInOrder() {
        try (TestNode node = TestNode.start(settings)) {
            EventClient client = node.client();
            Answer before = client.event(event("before", UUID.randomUUID()));
            assertThat(before.text("issue_id")).isNotEmpty();
            postgres.stop();

            List<Answer> journalled = takeDuringOutage(client);
            assertThat(client.post(EVENTS, "{\"message\":\"a\"}", "x-sentry-auth", "unknown")
                            .status())
                    .isEqualTo(401);
            assertUnavailable(client.get(ISSUES));
            assertUnavailable(client.post("/api/v1/issues/" + before.text("issue_id") + "/resolve", ""));
            Answer readiness = client.get("/readyz");
            assertThat(readiness.status()).isEqualTo(200);
            assertThat(readiness.text("status")).isEqualTo("degraded");
            assertThat(client.get("/healthz").status()).isEqualTo(200);

            postgres.start();

            assertDrained(node.database(), journalled, 1);
            await().until(() -> client.get("/readyz").text("status").equals("ok"));
            await().until(() -> !client.event("after").text("issue_id").isEmpty());
        }
    }

    @Test
    void aKilledServerLosesNothingAndTheJournalOutlivesTheNode() {
        List<Answer> journalled;
        try (TestNode node = TestNode.start(settings)) {
            node.client().event(event("before", UUID.randomUUID()));
            postgres.kill();
            journalled = takeDuringOutage(node.client());
            long started = System.nanoTime();
            node.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        }
        postgres.start();

        try (TestNode node = TestNode.start(settings)) {
            assertDrained(node.database(), journalled, 1);
        }
    }

    @Test
    void aFullJournalRefuses() {
        StoreSettings small = new StoreSettings(directory.resolve("node"), 4_000, 1 << 20);
        try (TestNode node = TestNode.start(TestNode.settings(uri, TestNode.NO_LIMIT, small))) {
            EventClient client = node.client();
            client.event("leases a slice");
            postgres.stop();

            List<Answer> answers = new ArrayList<>();
            await().until(() -> {
                answers.add(client.event("fills the journal"));
                return answers.get(answers.size() - 1).status() != 202;
            });

            Answer refused = answers.get(answers.size() - 1);
            assertUnavailable(refused);
            assertThat(refused.text("error")).isEqualTo("PostgreSQL is away and the journal is full");
            assertThat(client.get("/healthz").status()).isEqualTo(200);
            postgres.start();
            await().until(() -> !client.event("has room again").text("issue_id").isEmpty());
            int kept = answers.size() - 1;
            await().until(() -> node.number("SELECT count(*) FROM events WHERE message = 'fills the journal'") == kept);
        }
    }

    /** Ten events one after the other, of which the last was sent before. */
    private static List<Answer> takeDuringOutage(EventClient client) {
        List<Answer> answers = new ArrayList<>();
        UUID eventId = UUID.randomUUID();
        for (int i = 0; i < 9; i++) {
            answers.add(client.event(event("outage", i == 3 ? eventId : UUID.randomUUID())));
        }
        answers.add(client.event(event("outage", eventId)));
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.body())
                .matches("\\{\"status\":\"accepted\",\"id\":\"[0-9a-f-]{36}\",\"issue_id\":null}"));
        assertThat(answers.remove(9).text("id")).isEqualTo(answers.get(3).text("id"));
        return answers;
    }

    private static void assertDrained(TestDatabase database, List<Answer> journalled, int before) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> database.number("SELECT count(*) FROM events") == before + journalled.size());
        List<String> stored = new ArrayList<>();
        database.sql("SELECT id FROM events WHERE message = 'outage' ORDER BY received_at, id")
                .forEach(row -> stored.add(row.getUUID(0).toString()));
        assertThat(stored)
                .isEqualTo(journalled.stream().map(answer -> answer.text("id")).toList());
        StoredCounts.assertConsistent(database, before + journalled.size());
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isPresent();
    }

    private static JsonObject event(String message, UUID eventId) {
        return new JsonObject().put("message", message).put("event_id", eventId.toString());
    }
}
