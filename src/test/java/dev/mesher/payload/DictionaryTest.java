package dev.mesher.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DictionaryTest {
    @TempDir
    private Path directory;

    @Test
    void halvesWhatIsLeftAndGivesItBackWhole() {
        List<byte[]> samples = IntStream.range(0, 800)
                .mapToObj(number -> event(number).encode().getBytes(StandardCharsets.UTF_8))
                .toList();
        Dictionary dictionary = Dictionary.train(samples).orElseThrow();
        byte[] json = event(4711).encode().getBytes(StandardCharsets.UTF_8);
        Dictionaries dictionaries = new Dictionaries();
        dictionaries.add(new Dictionary(dictionary.bytes()));

        byte[] stored = Payload.compress(json, dictionary);

        assertThat(stored.length).isLessThan(Payload.compress(json).length / 2);
        assertThat(Payload.expand(stored, dictionaries)).isEqualTo(json);
        assertThat(Payload.expand(Payload.compress(json), dictionaries)).isEqualTo(json);
        assertThatThrownBy(() -> Payload.expand(stored, new Dictionaries()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(dictionary.id()));
    }

    @Test
    void nothingInCommonIsNoDictionary() {
        assertThat(Dictionary.train(List.of("{}".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void aNodeLearnsOneAndAnotherReadsWithIt() {
        try (TestNode node = TestNode.start(directory)) {
            EventClient client = node.client();
            for (int bulk = 0; bulk < 11; bulk++) {
                JsonArray events = new JsonArray();
                for (int i = 0; i < 100; i++) {
                    events.add(event(bulk * 100 + i));
                }
                assertThat(client.post(EventClient.BULK, events.encode()).status())
                        .isEqualTo(202);
            }
            await().until(() -> node.number("SELECT count(*) FROM payload_dictionaries") == 1);
            // A node waits until all others know it.
            node.sql("UPDATE payload_dictionaries SET created_at = created_at - interval '1 minute'");
            long id = node.number("SELECT id FROM payload_dictionaries");

            UUID[] last = new UUID[1];
            await().until(() -> {
                last[0] = UUID.fromString(client.event(event(4711)).text("id"));
                return dictionaryOf(node, last[0]) == id;
            });

            try (TestNode other = TestNode.start(
                    TestNode.settings(node.databaseUri(), directory.resolve("other"), TestNode.NO_LIMIT))) {
                EventClient.Answer answer = other.client().get("/api/v1/events/" + last[0]);
                assertThat(answer.json().getJsonObject("event").getString("message"))
                        .isEqualTo(event(4711).getString("message"));
            }
        }
    }

    private static long dictionaryOf(TestNode node, UUID event) {
        byte[] payload = node.sql("SELECT payload FROM events WHERE id = $1", event)
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        return Zstd.getDictIdFromFrame(payload);
    }

    private static JsonObject event(int number) {
        JsonArray frames = new JsonArray();
        for (int i = 0; i < 8; i++) {
            frames.add(new JsonObject()
                    .put("filename", "/srv/shop/orders/service_" + (number + i) % 17 + ".py")
                    .put("function_name", "place_order_" + number % 13)
                    .put("lineno", 10 + number % 90 + i));
        }
        return new JsonObject()
                .put("message", "Order " + number + " could not be placed")
                .put("fingerprint", "order")
                .put("stacktrace", frames)
                .put("tags", new JsonObject().put("server", "web-" + number % 5))
                .put("user_context", new JsonObject().put("id", number * 7919));
    }
}
