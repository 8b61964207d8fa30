package dev.mesher.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.Await;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthorityTest {
    private static final LeaseTimes SHORT =
            new LeaseTimes(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(1));

    /** Renewed so seldom that the test meets no renewal. */
    private static final LeaseTimes IDLE =
            new LeaseTimes(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofSeconds(1));

    private final Diagnostics diagnostics = new Diagnostics();
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    private record Deployed(String deployment, AuthorityVerticle verticle, Authority authority) {
        boolean held() {
            return authority.standing().held();
        }
    }

    @AfterEach
    void stop() {
        database.close();
        Await.await(vertx.close());
    }

    @Test
    void theFirstHolderKeepsTheEpochAndTheNextRaisesIt() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        assertThat(a.held()).isTrue();
        assertThat(epoch()).isZero();
        Deployed b = deploy("b@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        assertThat(b.held()).isFalse();

        Await.await(vertx.undeploy(a.deployment));

        Awaitility.await().until(b::held);
        assertThat(b.authority.standing().promotionEpoch()).isEqualTo(1);
        assertThat(holder()).isEqualTo("b@h:1");
    }

    @Test
    void aNodeThatComesBackToItsOwnLeaseKeepsTheEpoch() {
        Deployed before = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Await.await(vertx.undeploy(before.deployment));

        assertThat(deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT).held()).isTrue();
        assertThat(epoch()).isZero();
    }

    @Test
    void twoProcessesOfOneNameDoNotBothHold() {
        Deployed first = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed second = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        assertThat(first.held()).isTrue();
        assertThat(second.held()).isFalse();
    }

    @Test
    void aGivenEpochCountsOnlyAboveTheStoredOne() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 7, SHORT);
        assertThat(epoch()).isEqualTo(7);
        Await.await(vertx.undeploy(a.deployment));

        assertThat(deploy("b@h:1", ContinuityRole.PRIMARY, 3, SHORT).authority.standing())
                .isEqualTo(new Standing(true, 8));
        assertThat(holder()).isEqualTo("b@h:1");
    }

    @Test
    void aPrimaryComesBeforeAStandby() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed standby = deploy("s@h:1", ContinuityRole.STANDBY, 0, SHORT);
        Deployed primary = deploy("p@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        Await.await(vertx.undeploy(a.deployment));

        Awaitility.await().until(primary::held);
        Await.await(vertx.undeploy(primary.deployment));
        Awaitility.await().until(standby::held);
        assertThat(epoch()).isEqualTo(2);
    }

    @Test
    void aStandbyThatIsPromotedHoldsAndTheHolderIsFenced() {
        Deployed holder = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed standby = deploy("s@h:1", ContinuityRole.STANDBY, 0, SHORT);

        assertThat(Await.await(standby.verticle.promote())).isEqualTo(new Standing(true, 1));

        assertThat(work(holder)).as("before it knows").isEmpty();
        assertThat(work(standby)).contains("done");
        Awaitility.await().until(() -> !holder.held());
        assertThat(holder.authority.standing()).isEqualTo(new Standing(false, 1));
        assertThat(holder()).isEqualTo("s@h:1");
        assertThat(transitions()).containsExactly("fenced_rejoin a@h:1 1", "promote s@h:1 1", "promote a@h:1 0");
    }

    @Test
    void aFencedPrimaryLetsAnotherPrimaryGoFirst() {
        Deployed fenced = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed standby = deploy("s@h:1", ContinuityRole.STANDBY, 0, SHORT);
        Await.await(standby.verticle.promote());
        Awaitility.await().until(() -> !fenced.held());
        Deployed fresh = deploy("b@h:1", ContinuityRole.PRIMARY, 1, SHORT);

        Await.await(vertx.undeploy(standby.deployment));

        Awaitility.await().until(fresh::held);
        Await.await(vertx.undeploy(fresh.deployment));
        Awaitility.await().until(fenced::held);
        assertThat(epoch()).isEqualTo(3);
    }

    @Test
    void theHolderIsNotPromotedAgain() {
        Deployed holder = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        assertThatThrownBy(() -> Await.await(holder.verticle.promote()))
                .isInstanceOf(PromotionRefused.class)
                .hasMessage("holds the authority already, epoch 0");
        assertThat(epoch()).isZero();
    }

    @Test
    void twoPromotionsAtOnceGrowTheEpochByOneEach() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed b = deploy("b@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed c = deploy("c@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        assertThat(a.held()).isTrue();

        Future<Standing> one = b.verticle.promote();
        Future<Standing> two = c.verticle.promote();
        Await.await(Future.join(one, two).otherwiseEmpty());

        int promoted = (one.succeeded() ? 1 : 0) + (two.succeeded() ? 1 : 0);
        assertThat(promoted).isPositive();
        assertThat(epoch()).isEqualTo(promoted);
        Awaitility.await().until(() -> b.held() != c.held());
    }

    @Test
    void workIsDoneByTheHolderAlone() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Deployed b = deploy("b@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        assertThat(work(a)).contains("done");
        assertThat(work(b)).isEmpty();
    }

    @Test
    void aPausedHolderThatComesBackDoesNothing() {
        Deployed paused = deploy("a@h:1", ContinuityRole.PRIMARY, 0, IDLE);
        database.sql("UPDATE authority SET lease_until = now() - interval '1 second'");
        Deployed next = deploy("b@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        assertThat(next.held()).isTrue();
        assertThat(paused.held()).as("what it believes").isTrue();
        assertThat(work(paused)).isEmpty();
        assertThat(work(next)).contains("done");
    }

    @Test
    void nobodyTakesOverInTheMiddleOfATransaction() {
        Deployed a = deploy("a@h:1", ContinuityRole.PRIMARY, 0, IDLE);
        Promise<Void> goOn = Promise.promise();
        Promise<Void> begun = Promise.promise();
        Future<Optional<String>> working = a.authority.run(transaction -> {
            begun.complete();
            return goOn.future().compose(now -> transaction
                    .query("INSERT INTO revisions (name) VALUES ('worked')")
                    .execute()
                    .map("done"));
        });
        Await.await(begun.future());
        Future<Standing> takeOver = new AuthorityStore(new Continuity("b@h:1", ContinuityRole.PRIMARY, 0))
                .take(database.database().pool(), Duration.ofSeconds(9), Duration.ofHours(-1));
        Awaitility.await().until(() -> database.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
        goOn.complete();

        assertThat(Await.await(working)).contains("done");
        assertThat(Await.await(takeOver)).isEqualTo(new Standing(true, 1));
        assertThat(database.number("SELECT count(*) FROM revisions WHERE name = 'worked'"))
                .isEqualTo(1);
    }

    @Test
    void aHolderThatStandsStillInItsTransactionLosesItAndItsWork() {
        LeaseTimes brief = new LeaseTimes(Duration.ofMillis(300), Duration.ofHours(1), Duration.ZERO);
        Deployed still = deploy("a@h:1", ContinuityRole.PRIMARY, 0, brief);
        Promise<Void> goOn = Promise.promise();
        Future<Optional<String>> working = still.authority.run(transaction -> transaction
                .query("INSERT INTO revisions (name) VALUES ('worked')")
                .execute()
                .compose(begun -> goOn.future())
                .map("done"));
        Deployed next = deploy("b@h:1", ContinuityRole.PRIMARY, 0, SHORT);
        Awaitility.await().until(next::held);
        goOn.complete();

        assertThatThrownBy(() -> Await.await(working)).isNotNull();
        assertThat(database.number("SELECT count(*) FROM revisions WHERE name = 'worked'"))
                .isZero();
    }

    @Test
    void aHolderThatCannotRenewSaysSoWhenItsLeaseHasEnded() {
        Deployed holder = deploy("a@h:1", ContinuityRole.PRIMARY, 0, SHORT);

        database.close();

        Awaitility.await().until(() -> !holder.held());
        assertThat(holder.authority.reachable()).isFalse();
        assertThat(transitions()).containsExactly("degraded a@h:1 0", "promote a@h:1 0");
    }

    private List<String> transitions() {
        return diagnostics.newest(9).stream()
                .map(Diagnostics.Entry::transition)
                .map(entry -> entry.kind().wireName() + " " + entry.ownerNode() + " " + entry.promotionEpoch())
                .toList();
    }

    private Deployed deploy(String name, ContinuityRole role, long epoch, LeaseTimes lease) {
        AuthorityVerticle verticle = new AuthorityVerticle(
                database.database().pool(), new Continuity(name, role, epoch), lease, diagnostics);
        return new Deployed(Await.await(vertx.deployVerticle(verticle)), verticle, verticle.authority());
    }

    private static Optional<String> work(Deployed node) {
        return Await.await(node.authority.run(
                transaction -> transaction.query("SELECT 1").execute().map("done")));
    }

    private long epoch() {
        return database.number("SELECT promotion_epoch FROM authority");
    }

    private String holder() {
        return database.sql("SELECT holder FROM authority").iterator().next().getString(0);
    }
}
