package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.bus.LocalBus;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.Await;
import dev.mesher.testing.MovedClock;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Nodes that evaluate the alert rules of a database of their own, on a clock that is moved. Blocking. */
final class AlertingNodes implements AutoCloseable {
    private static final LeaseTimes LEASE =
            new LeaseTimes(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(70);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final LocalBus bus = LocalBus.create(vertx);
    private final AtomicLong nanoTime = new AtomicLong();
    private final MovedClock clock = new MovedClock();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    StoredData data() {
        return data;
    }

    LocalBus bus() {
        return bus;
    }

    MovedClock clock() {
        return clock;
    }

    @Override
    public void close() {
        data.close();
        Await.await(vertx.close());
    }

    void start(String name) {
        AuthorityVerticle authority = new AuthorityVerticle(
                data.database().pool(), new Continuity(name, ContinuityRole.PRIMARY, 0), LEASE, new Diagnostics());
        Await.await(vertx.deployVerticle(authority));
        Await.await(vertx.deployVerticle(new AlertVerticle(
                authority.authority(),
                data.database().pool(),
                bus,
                PAUSE,
                () -> {
                    looks.incrementAndGet();
                    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("a look that throws");
                    }
                    return nanoTime.get();
                },
                clock)));
    }

    /** So many of the next looks throw. */
    void breakLooks(int count) {
        faults.set(count);
    }

    UUID rule(String type, int cooldown) {
        return RuleRows.rule(data, type, cooldown);
    }

    UUID threshold(int events, int minutes) {
        return RuleRows.threshold(data, events, minutes);
    }

    /** So many events now. */
    void events(UUID issue, int count) {
        data.sql("UPDATE issues SET last_seen = now() WHERE id = $1", issue);
        for (int i = 0; i < count; i++) {
            data.event(issue, Duration.ZERO, new JsonObject());
        }
    }

    /** Long enough that nothing counts as late any more. */
    void settle() {
        looksGoOn();
        for (int second = 0; second < LATER.toSeconds(); second += 5) {
            long unused = nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
            looksGoOn();
        }
    }

    /** What is stored by now has been looked at. */
    void looksGoOn() {
        long now = looks.get();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> looks.get() > now + 2);
    }

    void progressIsKept() {
        Awaitility.await().until(() -> data.number("SELECT count(*) FROM alert_progress") > 0);
    }

    void causesAreUsedUp() {
        Awaitility.await().until(() -> data.number("SELECT count(*) FROM alert_causes") == 0);
    }

    /** That the rule comes to so many alerts, and to no more. */
    void assertAlerts(UUID rule, long count) {
        String query = "SELECT count(*) FROM alerts WHERE rule_id = $1";
        Awaitility.await().until(() -> data.number(query, rule) >= count);
        assertThat(data.number(query, rule)).isEqualTo(count);
    }

    /** The issue that fired the rule's alert; null when the rule counts the whole project's events. */
    @Nullable
    UUID issue(UUID rule) {
        return data.sql("SELECT issue_id FROM alerts WHERE rule_id = $1", rule)
                .iterator()
                .next()
                .getUUID(0);
    }

    String message(UUID rule) {
        return data.sql("SELECT message FROM alerts WHERE rule_id = $1", rule)
                .iterator()
                .next()
                .getString(0);
    }
}
