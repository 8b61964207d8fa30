package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cluster.OperatorDoor;
import dev.mesher.config.NodeName;
import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.NodeJar;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes, each a process of its own. */
final class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final String uri = TestPostgres.migratedDatabase();
    private final int one = FreePort.next();
    private final int two = FreePort.next();
    private final int three = FreePort.next();

    /** Many that nobody listens at, as the neighbours of a node that is named by "localhost". */
    private final String seeds = IntStream.concat(IntStream.rangeClosed(1, 60), IntStream.of(one, two, three))
            .mapToObj(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));

    private record Member(NodeJar process, NodeName name) implements AutoCloseable {
        JsonObject status() throws OperatorDoor.NoAnswer {
            return new OperatorDoor(name, "cookie", Duration.ofSeconds(5)).ask("status", new JsonObject());
        }

        String role() throws OperatorDoor.NoAnswer {
            return status().getJsonObject("authority").getString("cluster_role");
        }

        int size() throws OperatorDoor.NoAnswer {
            return status().getJsonObject("membership").getJsonArray("nodes").size();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    @Test
    void theAuthorityOfANodeThatWasKilledIsTakenOver() throws Exception {
        try (Member first = member("first", one);
                Member second = member("second", two)) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> first.size() == 2 && second.size() == 2);
            assertThat(first.role()).isEqualTo("primary");
            assertThat(second.role()).isEqualTo("standby");

            first.process.kill();

            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> second.role()
                    .equals("primary"));
            assertThat(second.status().getJsonObject("authority").getLong("promotion_epoch"))
                    .isEqualTo(1);
            Awaitility.await().atMost(PATIENCE).until(() -> second.size() == 1);

            first.process.startAgain();

            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> first.size() == 2 && second.size() == 2);
            assertThat(first.role()).isEqualTo("standby");
            assertThat(second.role()).isEqualTo("primary");
        }
    }

    @Test
    void twoNodesAcceptExactlyTheLimit() throws Exception {
        try (Member first = member("first", one);
                Member second = member("second", two)) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> first.size() == 2 && second.size() == 2);
            EventClient left = first.process.client();
            EventClient right = second.process.client();

            int accepted = 0;
            for (int i = 0; i < 400; i++) {
                int status = (i % 2 == 0 ? left : right).event("limited").status();
                assertThat(status).isIn(202, 429);
                accepted += status == 202 ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(100);
        }
    }

    @Test
    void whatFellApartComesTogetherAndKeepsWhatItAcknowledged() throws Exception {
        try (Member oldest = member("oldest", one);
                Member second = member("second", two);
                Member third = member("third", three)) {
            List<Member> all = List.of(oldest, second, third);
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> sees(all, 3));

            oldest.process.freeze();
            second.process.terminate();
            assertThat(second.process.exitCode(PATIENCE)).isZero();
            second.process.startAgain();
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> sees(List.of(second, third), 2));
            oldest.process.wake();

            AtomicInteger acknowledged = new AtomicInteger();
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                all.forEach(member -> acknowledged.addAndGet(
                        member.process.client().event("meanwhile").status() == 202 ? 1 : 0));
                return sees(all, 3);
            });
            assertThat(acknowledged).hasPositiveValue();
            Vertx vertx = Vertx.vertx();
            try (TestDatabase database = new TestDatabase(vertx, uri)) {
                assertThat(acknowledged.get()).isEqualTo((int) database.number("SELECT count(*) FROM events"));
                StoredCounts.assertConsistent(database, acknowledged.get());
            } finally {
                Await.await(vertx.close());
            }
        }
    }

    private static boolean sees(List<Member> members, int nodes) throws OperatorDoor.NoAnswer {
        for (Member member : members) {
            if (member.size() != nodes) {
                return false;
            }
        }
        return true;
    }

    private Member member(String name, int port) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        NodeName node = new NodeName(name, "127.0.0.1", port);
        NodeJar process = new NodeJar(
                uri,
                own,
                Map.of(
                        "MESH_CLUSTER_COOKIE",
                        "cookie",
                        "MESH_NODE_NAME",
                        node.toString(),
                        "MESH_DISCOVERY_SEED",
                        seeds,
                        "MESH_CLUSTER_PORT",
                        Integer.toString(port),
                        "MESHER_BUS_PORT",
                        Integer.toString(FreePort.next()),
                        "MESHER_RATE_LIMIT_MAX_EVENTS",
                        "100",
                        "MESHER_RATE_LIMIT_WINDOW_SECONDS",
                        "2000000000"));
        return new Member(process, node);
    }
}
