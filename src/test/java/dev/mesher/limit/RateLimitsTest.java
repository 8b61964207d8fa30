package dev.mesher.limit;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.bus.LocalBus;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.config.ClusterSettings;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.config.NodeName;
import dev.mesher.config.Seed;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.event.Refusal;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL. */
final class RateLimitsTest {
    private static final RateLimitSettings THOUSAND_A_DAY = new RateLimitSettings(86_400, 1_000);

    private final String uri = TestPostgres.migratedDatabase();
    private final List<Vertx> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        for (Vertx node : nodes) {
            await(node.close());
        }
    }

    @Test
    void theSumOverTheNodesIsTheLimit() {
        RateLimits one = node();
        RateLimits two = node();
        UUID project = UUID.randomUUID();

        List<Future<RateLimits.Grant>> takes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            takes.add((i % 2 == 0 ? one : two).take(project, 1));
        }
        await(Future.all(takes));

        assertThat(takes.stream().mapToLong(take -> take.result().granted()).sum())
                .isEqualTo(1_000);
        assertThatThrownBy(() -> one.checkDoor(project))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.RATE_LIMITED));
        assertThat(await(node().take(UUID.randomUUID(), 1)).granted()).isEqualTo(1);
    }

    @Test
    void aBulkGetsWhatStillFits() {
        RateLimits limits = node();
        UUID project = UUID.randomUUID();

        assertThat(await(limits.take(project, 990)).granted()).isEqualTo(990);
        RateLimits.Grant rest = await(limits.take(project, 100));
        assertThat(rest.granted()).isEqualTo(10);
        assertThat(rest.window().remaining()).isZero();
        assertThat(rest.window().limit()).isEqualTo(1_000);
    }

    @Test
    void theNextWindowIsFreshOnPostgresClock() {
        RateLimits limits = node(new RateLimitSettings(1, 5));
        UUID project = UUID.randomUUID();

        long granted = 0;
        long end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < end && granted <= 5) {
            granted += await(limits.take(project, 5)).granted();
        }
        assertThat(granted).isGreaterThan(5);
    }

    @Test
    void whatANodeLeasedAndDoesNotUseComesBackToWhoIsShort() {
        int seed = FreePort.next();
        RateLimits idle = clusterNode(seed, seed);
        RateLimits busy = clusterNode(FreePort.next(), seed);
        UUID project = UUID.randomUUID();
        assertThat(await(idle.take(project, 1)).granted()).isEqualTo(1);

        AtomicLong granted = new AtomicLong();
        Awaitility.await()
                .until(() -> granted.addAndGet(await(busy.take(project, 100)).granted()) >= 999);

        assertThat(granted).hasValue(999);
        assertThat(await(idle.take(project, 1)).granted()).isZero();
        assertThat(await(busy.take(project, 1)).granted()).isZero();
    }

    @Test
    void aNodeThatStopsGivesBackWhatItLeased() {
        UUID project = UUID.randomUUID();
        assertThat(await(node().take(project, 1)).granted()).isEqualTo(1);
        Vertx stopping = nodes.get(0);
        await(stopping.undeploy(stopping.deploymentIDs().iterator().next()));

        assertThat(await(node().take(project, 1_000)).granted()).isEqualTo(999);
    }

    private RateLimits clusterNode(int port, int seedPort) {
        NodeName name = new NodeName("limits", "127.0.0.1", port);
        ClusterSettings settings = new ClusterSettings(
                "cookie",
                name,
                List.of(Seed.parse("127.0.0.1:" + seedPort).orElseThrow()),
                port,
                FreePort.next(),
                ContinuityRole.PRIMARY,
                0);
        Continuity continuity = new Continuity(name.toString(), ContinuityRole.PRIMARY, 0);
        return node(
                await(ClusteredRuntime.start(Optional.of(settings), continuity)).vertx(), THOUSAND_A_DAY);
    }

    private RateLimits node() {
        return node(THOUSAND_A_DAY);
    }

    private RateLimits node(RateLimitSettings settings) {
        return node(Vertx.vertx(), settings);
    }

    private RateLimits node(Vertx vertx, RateLimitSettings settings) {
        nodes.add(vertx);
        LocalBus bus = LocalBus.create(vertx);
        RateLimits limits = new RateLimits(bus, settings, System::nanoTime);
        Database database = Database.create(vertx, new PostgresUri(uri));
        await(vertx.deployVerticle(new RateLimitVerticle(bus, limits, database.pool())));
        return limits;
    }
}
