package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one cluster: what one takes, the clients of the other see. */
final class ClusteredStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void subscribersOfEveryNodeGetWhatAnyNodeTook() {
        String database = TestPostgres.migratedDatabase();
        int seed = FreePort.next();
        try (TestNode first =
                        TestNode.start(ClusteredSettings.of("stream-test", database, directory, "first", seed, seed));
                TestNode second = TestNode.start(
                        ClusteredSettings.of("stream-test", database, directory, "second", FreePort.next(), seed));
                StreamClient here = new StreamClient(second.vertx(), first.webSocketPort(), "/stream/projects/1");
                StreamClient there = new StreamClient(first.vertx(), second.webSocketPort(), "/stream/projects/1")) {
            await().atMost(PATIENCE).until(() -> {
                first.client().event("at first");
                return received(there, "at first");
            });
            await().atMost(PATIENCE).until(() -> {
                second.client().event("at second");
                return received(here, "at second");
            });
            Queue<String> relayed = new ConcurrentLinkedQueue<>();
            first.vertx().eventBus().addOutboundInterceptor(context -> {
                if (context.message().address().startsWith("mesher.stream.node.")) {
                    relayed.add(context.message().address());
                }
                context.next();
            });

            IntStream.range(0, 50).forEach(i -> first.client().event("from first " + i));

            for (StreamClient client : List.of(here, there)) {
                IntStream.range(0, 50)
                        .forEach(i -> assertThat(next(client, "from first")).isEqualTo("from first " + i));
            }
            assertThat(relayed).isNotEmpty();

            String issue = second.client().event("acted upon").text("issue_id");
            long unresolved = first.number("SELECT count(*) FROM issues WHERE status = 'unresolved'");
            for (StreamClient client : List.of(here, there)) {
                await().atMost(PATIENCE).until(() -> client.next("issue_count").getLong("count") == unresolved);
            }
            new RawHttp(second.httpPort()).post("/api/v1/issues/" + issue + "/resolve", "{}");
            for (StreamClient client : List.of(here, there)) {
                assertThat(client.next("issue").getString("issue_id")).isEqualTo(issue);
                assertThat(client.next("issue_count").getLong("count")).isEqualTo(unresolved - 1);
            }

            Await.await(there.socket().close());
            await().atMost(PATIENCE).until(() -> {
                relayed.clear();
                first.client().event("for nobody elsewhere");
                String unused = next(here, "for nobody elsewhere");
                return relayed.isEmpty();
            });
        }
    }

    private static boolean received(StreamClient client, String message) {
        boolean received = false;
        while (!client.isEmpty()) {
            JsonObject data = new JsonObject(client.next()).getJsonObject("data", new JsonObject());
            received |= message.equals(data.getString("message"));
        }
        return received;
    }

    private static String next(StreamClient client, String start) {
        while (true) {
            String message = client.next("event").getJsonObject("data").getString("message");
            if (message.startsWith(start)) {
                return message;
            }
        }
    }
}
