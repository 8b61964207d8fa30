package dev.mesher.limit;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.bus.LocalBus;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.event.Refusal;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private RateLimits node() {
        return node(THOUSAND_A_DAY);
    }

    private RateLimits node(RateLimitSettings settings) {
        Vertx vertx = Vertx.vertx();
        nodes.add(vertx);
        LocalBus bus = LocalBus.create(vertx);
        RateLimits limits = new RateLimits(bus, settings, System::nanoTime);
        Database database = Database.create(vertx, new PostgresUri(uri));
        await(vertx.deployVerticle(new RateLimitVerticle(bus, limits, database.pool())));
        return limits;
    }
}
