package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that breaks under a batch, before its commit or after it: each event is stored exactly once all the same. */
final class UnknownOutcomeTest {
    private static final int EVENTS = 40;
    private static final int WARM_UP_ROUNDS = 3;

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.migratedDatabase();
    private final TestDatabase database = new TestDatabase(vertx, uri);

    @AfterEach
    void close() {
        database.close();
        Await.await(vertx.close());
    }

    @Test
    void killedBeforeTheCommit() {
        database.onEvent("event 1", "IF nextval('met') = 1 THEN PERFORM pg_sleep(60); END IF;");
        try (TestNode node = TestNode.start(TestNode.settings(uri, directory, TestNode.NO_LIMIT))) {
            List<CompletableFuture<Answer>> answers = send(node.client());
            await().until(() -> database.number(
                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                    == 1);

            assertStoredOnce(answers);
        }
    }

    @Test
    void brokenAfterTheCommit() {
        CuttableLink link = new CuttableLink(vertx, URI.create(uri).getPort());
        String throughLink = uri.replaceFirst("localhost:\\d+", "127.0.0.1:" + link.port());
        try (TestNode node = TestNode.start(TestNode.settings(throughLink, directory, TestNode.NO_LIMIT))) {
            // Issues are open and statements prepared, so that each batch goes out in one message and commits with it.
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                send(node.client()).forEach(CompletableFuture::join);
            }
            link.swallowAnswers();
            List<CompletableFuture<Answer>> answers = send(node.client());
            await().until(() -> database.number("SELECT count(*) FROM events") > WARM_UP_ROUNDS * EVENTS);
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            link.cut();

            assertStoredOnce(answers, WARM_UP_ROUNDS * EVENTS);
        }
    }

    private void assertStoredOnce(List<CompletableFuture<Answer>> answers) {
        assertStoredOnce(answers, 0);
    }

    private void assertStoredOnce(List<CompletableFuture<Answer>> answers, int before) {
        List<Answer> all = answers.stream().map(EventClient::join).toList();
        assertThat(all).extracting(Answer::status).containsOnly(202);
        assertThat(all).as("went to the journal").anyMatch(answer -> answer.text("issue_id")
                .isEmpty());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.number("SELECT count(*) FROM events") == before + EVENTS);
        for (Answer answer : all) {
            assertThat(database.number("SELECT count(*) FROM events WHERE id = $1", UUID.fromString(answer.text("id"))))
                    .isEqualTo(1);
        }
        StoredCounts.assertConsistent(database, before + EVENTS);
    }

    /** Each second one with an {@code event_id}. */
    private static List<CompletableFuture<Answer>> send(EventClient client) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> {
                    JsonObject event =
                            new JsonObject().put("message", "event " + i).put("fingerprint", "issue " + i % 5);
                    return i % 2 == 0
                            ? event
                            : event.put("event_id", UUID.randomUUID().toString());
                })
                .map(client::eventLater)
                .toList();
    }
}
