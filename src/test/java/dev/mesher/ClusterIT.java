package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.cluster.OperatorDoor;
import dev.mesher.testing.Await;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes, each a process of its own. Each test finds all three running and seeing each other, and leaves them so: a
 * start takes most of a test's time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LIMIT = 100;

    private static final String URI = TestPostgres.migratedDatabase();
    private static final List<Integer> PORTS = List.of(FreePort.next(), FreePort.next(), FreePort.next());

    /** Many that nobody listens at, as the neighbours of a node that is named by "localhost". */
    private static final String SEEDS = IntStream.concat(
                    IntStream.rangeClosed(1, 60), PORTS.stream().mapToInt(Integer::intValue))
            .mapToObj(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));

    /** The first has been in the cluster for longest, until it is frozen. */
    private static final List<ClusterMember> MEMBERS = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        MEMBERS.add(started(directory, PORTS.get(0)));
        PORTS.subList(1, PORTS.size()).parallelStream()
                .map(port -> started(directory, port))
                .forEachOrdered(MEMBERS::add);
    }

    private static ClusterMember started(Path directory, int port) {
        return ClusterMember.start(
                port,
                SEEDS,
                URI,
                directory.resolve("node" + port),
                Map.of(
                        "MESHER_RATE_LIMIT_MAX_EVENTS",
                        Integer.toString(LIMIT),
                        "MESHER_RATE_LIMIT_WINDOW_SECONDS",
                        "2000000000"));
    }

    @AfterAll
    static void stop() {
        MEMBERS.forEach(ClusterMember::close);
    }

    @BeforeEach
    void allAreThere() {
        awaitSeen(MEMBERS, 3);
    }

    /** Runs first: only then the test knows which of them has been in the cluster for longest. */
    @Test
    @Order(1)
    void whatFellApartComesTogetherAndKeepsWhatItAcknowledged() {
        ClusterMember oldest = MEMBERS.get(0);
        ClusterMember second = MEMBERS.get(1);
        ClusterMember third = MEMBERS.get(2);

        oldest.process().freeze();
        second.process().terminate();
        assertThat(second.process().exitCode(PATIENCE)).isZero();
        second.process().startAgain();
        awaitSeen(List.of(second, third), 2);
        oldest.process().wake();

        AtomicInteger acknowledged = new AtomicInteger();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            MEMBERS.forEach(member -> acknowledged.addAndGet(
                    member.process().client().event("meanwhile").status() == 202 ? 1 : 0));
            return sees(MEMBERS, 3);
        });
        assertThat(acknowledged).hasPositiveValue();
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = new TestDatabase(vertx, URI)) {
            assertThat(acknowledged.get()).isEqualTo((int) database.number("SELECT count(*) FROM events"));
            StoredCounts.assertConsistent(database, acknowledged.get());
        } finally {
            Await.await(vertx.close());
        }
    }

    @Test
    @Order(2)
    void theAuthorityOfANodeThatWasKilledIsTakenOver() throws Exception {
        ClusterMember holder = awaitPrimary(MEMBERS);
        long epoch = holder.authority().getLong("promotion_epoch");
        List<ClusterMember> others =
                MEMBERS.stream().filter(member -> !member.equals(holder)).toList();

        holder.process().kill();

        ClusterMember next = awaitPrimary(others);
        assertThat(next.authority().getLong("promotion_epoch")).isEqualTo(epoch + 1);
        awaitSeen(others, 2);

        holder.process().startAgain();

        awaitSeen(MEMBERS, 3);
        assertThat(awaitPrimary(MEMBERS)).isEqualTo(next);
    }

    @Test
    @Order(3)
    void allNodesTogetherAcceptExactlyTheLimit() {
        List<EventClient> clients =
                MEMBERS.stream().map(member -> member.process().client()).toList();
        ClientProject project = ClientProject.make(MEMBERS.get(0).process().port(), "Limited");
        String key = project.key();
        await().until(() -> clients.stream()
                .allMatch(client -> client.post("/api/" + project.number() + "/envelope/", "{}", "x-sentry-auth", key)
                                .status()
                        == 200));

        int accepted = 0;
        for (int i = 0; i < 4 * LIMIT; i++) {
            int status = clients.get(i % clients.size())
                    .post(EventClient.EVENTS, "{\"message\":\"limited\"}", "x-sentry-auth", key)
                    .status();
            assertThat(status).isIn(202, 429);
            accepted += status == 202 ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(LIMIT);
    }

    /** Waits until exactly one of them says that it holds the authority, and returns it. */
    private static ClusterMember awaitPrimary(List<ClusterMember> members) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            List<ClusterMember> primaries = new ArrayList<>();
                            for (ClusterMember member : members) {
                                if (member.authority().getString("cluster_role").equals("primary")) {
                                    primaries.add(member);
                                }
                            }
                            return primaries;
                        },
                        primaries -> primaries.size() == 1)
                .get(0);
    }

    private static void awaitSeen(List<ClusterMember> members, int nodes) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> sees(members, nodes));
    }

    private static boolean sees(List<ClusterMember> members, int nodes) throws OperatorDoor.NoAnswer {
        for (ClusterMember member : members) {
            if (member.size() != nodes) {
                return false;
            }
        }
        return true;
    }
}
