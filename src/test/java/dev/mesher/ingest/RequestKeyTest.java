package dev.mesher.ingest;

import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.EventClient;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code X-Mesh-Continuity-Request-Key}: the same request again gets the first answer, to the letter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestKeyTest {
    private static final String KEY = "X-Mesh-Continuity-Request-Key";
    private static final String EVENT = "{\"message\":\"keyed\",\"fingerprint\":\"keyed\"}";

    private TestNode node;
    private EventClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        node = TestNode.start(directory);
        client = node.client();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void everyAnswerCarriesAKey() {
        assertThat(client.post(EVENTS, EVENT).header(KEY)).hasValueSatisfying(UUID::fromString);
        assertThat(client.post(EVENTS, "{").header(KEY)).isPresent();
        assertThat(client.post(EVENTS, EVENT, "x-sentry-auth", "unknown").header(KEY))
                .isPresent();
        assertThat(client.post(BULK, "[" + EVENT + "]").header(KEY)).isPresent();
        assertThat(client.post(EVENTS, EVENT, KEY, "mine-1").header(KEY)).hasValue("mine-1");
    }

    @Test
    void theSameRequestAgainIsAnsweredAsTheFirstTimeAndStoredOnce() {
        long before = events();
        Answer first = client.post(EVENTS, EVENT, KEY, "again");
        Answer second = client.post(EVENTS, EVENT, KEY, "again");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("issue_id")).isNotEmpty();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events()).isEqualTo(before + 1);
        assertThat(events("id", first.text("id"))).isEqualTo(1);
        StoredCounts.assertConsistent(node.database(), events());
    }

    @Test
    void anotherBodyUnderTheKeyIsAConflict() {
        Answer first = client.post(EVENTS, EVENT, KEY, "conflict");
        long after = events();

        Answer other = client.post(EVENTS, EVENT.replace("keyed", "other"), KEY, "conflict");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error")).contains("another body");
        assertThat(events()).isEqualTo(after);
        assertThat(client.post(BULK, EVENT, KEY, "conflict").status()).isEqualTo(400);
        assertThat(client.post(EVENTS, EVENT, KEY, "conflict").body()).isEqualTo(first.body());
    }

    @Test
    void manyAtTheSameMomentAreOne() {
        long before = events();
        List<CompletableFuture<Answer>> later = IntStream.range(0, 40)
                .mapToObj(i -> client.send(EVENTS, EVENT.getBytes(StandardCharsets.UTF_8), KEY, "storm"))
                .toList();

        List<Answer> answers = later.stream().map(EventClient::join).toList();

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.get(0).body());
        assertThat(events()).isEqualTo(before + 1);
    }

    @Test
    void aBulkIsOneRequest() {
        long before = events();
        String body = "[" + EVENT + ",{\"level\":\"nonsense\"}," + EVENT.replace("keyed\",", "bulk two\",") + "]";

        Answer first = client.post(BULK, body, KEY, "bulk");
        Answer second = client.post(BULK, body, KEY, "bulk");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().getInteger("accepted")).isEqualTo(2);
        assertThat(first.json().getJsonArray("results").getJsonObject(1).getString("status"))
                .isEqualTo("refused");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events()).isEqualTo(before + 2);
        assertThat(client.post(BULK, body + " ", KEY, "bulk").status()).isEqualTo(409);
        StoredCounts.assertConsistent(node.database(), events());
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        assertThat(client.post(EVENTS, "{\"message\":7}", KEY, "free").status()).isEqualTo(400);
        assertThat(client.post(EVENTS, EVENT, KEY, "free").status()).isEqualTo(202);
    }

    @Test
    void aKeyMustBePlain() {
        assertThat(client.post(EVENTS, EVENT, KEY, "k".repeat(129)).status()).isEqualTo(400);
        assertThat(client.post(EVENTS, EVENT, KEY, "two words").text("error")).startsWith(KEY);
        assertThat(client.post(EVENTS, EVENT, KEY, "k".repeat(128)).status()).isEqualTo(202);
    }

    @Test
    void anEventSentBeforeWithoutAKeyKeepsItsIds() {
        String event = "{\"message\":\"twice\",\"event_id\":\"" + UUID.randomUUID() + "\"}";
        Answer first = client.post(EVENTS, event);

        assertThat(client.post(EVENTS, event, KEY, "late key").status()).isEqualTo(400);
        assertThat(client.post(EVENTS, event, KEY, "late-key").body()).isEqualTo(first.body());
    }

    private long events() {
        return node.number("SELECT count(*) FROM events");
    }

    private long events(String column, String id) {
        return node.number("SELECT count(*) FROM events WHERE " + column + " = $1", UUID.fromString(id));
    }
}
