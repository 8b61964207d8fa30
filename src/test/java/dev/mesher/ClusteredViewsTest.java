package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.FreePort;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import dev.mesher.testing.ViewClient;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one cluster: who follows rows on one sees what the other took, without being sent the events. */
final class ClusteredViewsTest {
    private static final String BODY = "body that stays on its node";

    @TempDir
    private Path directory;

    @Test
    void rowsOfEveryNodeWithoutTheBodiesAndWithoutGaps() {
        String database = TestPostgres.migratedDatabase();
        int seed = FreePort.next();
        try (TestNode first =
                        TestNode.start(ClusteredSettings.of("views-test", database, directory, "first", seed, seed));
                TestNode second = TestNode.start(
                        ClusteredSettings.of("views-test", database, directory, "second", FreePort.next(), seed));
                ViewClient client = new ViewClient(second)) {
            Queue<String> relayed = new ConcurrentLinkedQueue<>();
            AtomicBoolean losing = new AtomicBoolean();
            second.vertx().eventBus().addInboundInterceptor(context -> {
                boolean stream = context.message().address().startsWith("mesher.stream.node.");
                if (stream && context.message().body() instanceof Buffer packet) {
                    relayed.add(packet.toString(StandardCharsets.ISO_8859_1));
                }
                if (!stream || !losing.get()) {
                    context.next();
                }
            });
            String issue = first.client().event(BODY).text("issue_id");
            client.until(() -> !client.row(issue).isEmpty());
            client.until(() -> {
                first.client().event(BODY);
                return !relayed.isEmpty();
            });
            long count = first.number("SELECT event_count FROM issues");
            assertThat(client.rowWith(issue, (int) count)).isNotNull();
            assertThat(relayed).isNotEmpty().noneMatch(packet -> packet.contains(BODY));

            new RawHttp(first.httpPort()).post("/api/v1/issues/" + issue + "/resolve", "{}");
            client.until(() -> "resolved".equals(client.row(issue).getString("status")));
            assertThat(client.types()).contains("issue").doesNotContain("event");

            losing.set(true);
            first.client().event(BODY);
            assertThat(client.rowWith(issue, (int) count + 1)).isNotNull();
            losing.set(false);

            try (StreamClient bodies = new StreamClient(first.vertx(), second.webSocketPort(), "/stream/projects/1")) {
                client.until(() -> {
                    first.client().event(BODY);
                    return relayed.stream().anyMatch(packet -> packet.contains(BODY));
                });
                assertThat(bodies.next("event")).isNotNull();
            }
        }
    }
}
