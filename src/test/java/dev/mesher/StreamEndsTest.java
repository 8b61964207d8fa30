package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StoppedStream;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watchers of the live stream who fall behind, who leave, and whose project goes. */
final class StreamEndsTest {
    private static final String PATH = "/stream/projects/default";

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @Test
    void aClientThatDoesNotReadLosesTheOldestAndIsToldWhileItsNeighbourGetsAll() {
        node.client().event(large(0));
        int count = 500;
        try (StoppedStream stopped = new StoppedStream(node.webSocketPort(), PATH);
                StreamClient neighbour = node.watch(PATH)) {
            IntStream.rangeClosed(1, count).forEach(i -> node.client().event(large(i)));
            for (int i = 1; i <= count; i++) {
                assertThat(number(neighbour.next("event"))).isEqualTo(i);
            }

            int got = 0;
            long told = 0;
            int last = 0;
            while (last < count) {
                JsonObject message = stopped.next();
                if (message.getString("type").equals("dropped")) {
                    told += message.getLong("count");
                    assertThat(number(stopped.next())).isEqualTo(last + 1 + message.getInteger("count"));
                    last += 1 + message.getInteger("count");
                    got++;
                } else {
                    assertThat(number(message)).isEqualTo(last + 1);
                    last++;
                    got++;
                }
            }
            assertThat(told).isPositive();
            assertThat(got + told).isEqualTo(count);
            assertThat(scraped("mesher_stream_messages_dropped_total")).isGreaterThanOrEqualTo((double) told);
        }
    }

    @Test
    void theStreamOfAProjectThatIsDeletedEnds() {
        node.sql("INSERT INTO projects (org_id, name, slug) SELECT id, 'Gone', 'gone' FROM organizations");
        try (StreamClient client = node.watch("/stream/projects/gone");
                StreamClient other = node.watch(PATH)) {
            node.sql("DELETE FROM projects WHERE slug = 'gone'");

            await().until(client.socket()::isClosed);
            assertThat(client.socket().closeStatusCode()).isEqualTo((short) 1008);
            node.client().event("still there");
            assertThat(other.next("event")).isNotNull();
        }
    }

    @Test
    void clientsThatLeaveWithoutAWordAreForgotten() {
        await().until(() -> scraped("mesher_stream_clients") == 0);
        List<StoppedStream> clients = Stream.generate(() -> new StoppedStream(node.webSocketPort(), PATH))
                .limit(5)
                .toList();
        assertThat(scraped("mesher_stream_clients")).isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            RawSocket hasty = new RawSocket(node.webSocketPort());
            hasty.send(StreamClient.upgrade(PATH));
            hasty.abort();
        }

        clients.forEach(StoppedStream::close);

        await().atMost(Duration.ofSeconds(20)).until(() -> scraped("mesher_stream_clients") == 0);
    }

    private static JsonObject large(int number) {
        return new JsonObject()
                .put("message", "large")
                .put("extra", new JsonObject().put("number", number).put("pad", "p".repeat(30_000)));
    }

    private static int number(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("extra").getInteger("number");
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
