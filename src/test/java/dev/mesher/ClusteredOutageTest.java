package dev.mesher;

import static dev.mesher.LinkedNode.KEY;
import static dev.mesher.TwoNodes.PATIENCE;
import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.WireOut;
import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one cluster, of which one or both lose PostgreSQL. */
final class ClusteredOutageTest {
    @AutoClose
    private TwoNodes nodes;

    private LinkedNode first;
    private LinkedNode second;

    @BeforeEach
    void start(@TempDir Path directory) {
        nodes = new TwoNodes(directory);
        first = nodes.first();
        second = nodes.second();
    }

    /** The bytes of one result are damaged. The sender learns of it at once, and the batches behind it are committed. */
    @Test
    void aDamagedBatchIsRefusedByItself() {
        WireOut damaged = new WireOut(2)
                .put("request")
                .put(1)
                .put(first.node().project())
                .put(UUID.randomUUID())
                .put("key")
                .put(UUID.randomUUID())
                .put(false)
                .put(first.name())
                .put((String) null)
                .put(0)
                .put(1)
                .put("{\"bulk\":false,\"results\":[{\"status\":\"accep");

        Future<Message<Buffer>> answer =
                first.node().vertx().eventBus().request(Addresses.handover(second.name()), damaged.buffer());

        assertThatThrownBy(() -> Await.await(answer))
                .isInstanceOfSatisfying(ReplyException.class, refused -> assertThat(refused.failureType())
                        .isEqualTo(ReplyFailure.RECIPIENT_FAILURE))
                .hasMessageContaining("damaged");
        first.link().down();
        Answer taken = first.client().post(EVENTS, "{\"message\":\"behind a damaged batch\"}");
        assertThat(taken.text("issue_id")).isNotEmpty();
    }

    @Test
    void aNodeThatCannotReachPostgresHandsItsEventsToOneThatCan() {
        long before = first.node().number("SELECT count(*) FROM events");
        first.link().down();
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
        JsonObject record = first.record(LinkedNode.key(answers.get(0)));
        assertThat(record.getBoolean("routed_remotely")).isTrue();
        assertThat(record.getBoolean("fell_back_locally")).isFalse();
        assertThat(record.getString("ingress_node")).isEqualTo(first.name());
        assertThat(record.getString("execution_node")).isEqualTo(second.name());
        assertThat(second.node().database().number("SELECT count(*) FROM events"))
                .isEqualTo(before + 60);
        StoredCounts.assertConsistent(second.node().database(), before + 60);
        assertThat(first.transitions()).contains("handed_over");

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

        first.link().up();
        await().atMost(PATIENCE)
                .until(() -> !first.record(LinkedNode.key(client.event("back"))).getBoolean("routed_remotely"));
    }

    @Test
    void whenNoNodeReachesPostgresEachFallsBackToItsJournal() {
        long before = first.node().number("SELECT count(*) FROM events");
        first.link().down();
        second.link().down();

        Answer plain = first.client().event("nobody");
        Answer keyed = first.client().post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody");
        Answer bulk = first.client().post(BULK, "[{\"message\":\"one\"},{\"level\":\"no\"}]", KEY, "bulk");

        assertThat(List.of(plain, keyed, bulk)).extracting(Answer::status).containsOnly(202);
        assertThat(plain.text("issue_id")).isEmpty();
        assertThat(first.record(LinkedNode.key(plain)).getBoolean("fell_back_locally"))
                .isTrue();
        assertThat(first.record("nobody").getBoolean("fell_back_locally")).isTrue();
        assertThat(first.transitions()).contains("fell_back_locally");
        assertThat(first.client()
                        .post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody")
                        .body())
                .isEqualTo(keyed.body());
        assertThat(first.client()
                        .post(EVENTS, "{\"message\":\"other\"}", KEY, "nobody")
                        .status())
                .isEqualTo(409);

        first.link().up();
        second.link().up();
        LongSupplier counted = () -> second.node().database().number("SELECT count(*) FROM events");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> counted.getAsLong() == before + 3);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(second.client()
                        .post(EVENTS, "{\"message\":\"keyed\"}", KEY, "nobody")
                        .body())
                .isEqualTo(keyed.body()));
        assertThat(first.client()
                        .post(BULK, "[{\"message\":\"one\"},{\"level\":\"no\"}]", KEY, "bulk")
                        .body())
                .isEqualTo(bulk.body());
        StoredCounts.assertConsistent(second.node().database(), before + 3);
    }

    /** The link swallows the answer of the commit: it is not known whether it held, and another node is asked to do it again. */
    @Test
    void aCommitOfUnknownOutcomeIsNeverDoneTwice() {
        String event = "{\"message\":\"unknown\",\"fingerprint\":\"unknown\"}";
        for (int i = 0; i < 3; i++) {
            first.client().post(EVENTS, event);
            first.client().post(EVENTS, event, KEY, "warm-" + i);
        }
        long before = second.node().database().number("SELECT count(*) FROM events");
        first.link().swallowAnswers();
        CompletableFuture<Answer> plain = first.client().send(EVENTS, event.getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Answer> keyed =
                first.client().send(EVENTS, event.getBytes(StandardCharsets.UTF_8), KEY, "unknown");
        await().atMost(PATIENCE).until(() -> second.node().database().number("SELECT count(*) FROM events") > before);
        first.link().down();

        assertThat(EventClient.join(plain).status()).isEqualTo(202);
        assertThat(EventClient.join(keyed).status()).isEqualTo(202);
        assertThat(EventClient.join(plain).text("issue_id")).isNotEmpty();
        assertThat(second.client().post(EVENTS, event, KEY, "unknown").body())
                .isEqualTo(EventClient.join(keyed).body());
        StoredCounts.assertConsistent(second.node().database(), before + 2);
    }
}
