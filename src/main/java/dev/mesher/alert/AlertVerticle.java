package dev.mesher.alert;

import dev.mesher.authority.Authority;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.bus.Loop;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.SqlFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second, on the node that holds the authority, it evaluates the alert rules against newly stored events, queues
 * the messages that tell of alerts, and reopens archived issues that spike. It announces all of it after the commit.
 */
public final class AlertVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AlertVerticle.class);

    /** After a pause of this length events may be late: from a journal, or from before this node took over. */
    private static final Duration GAP = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofMinutes(1);

    private static final long STOP_MILLIS = 2_000;

    /** The connection counts as dead when a look, or a read, takes longer than this. */
    private static final long LOOK_SECONDS = 120;

    private final Authority authority;
    private final Pool pool;
    private final LocalBus bus;
    private final Duration pause;
    private final LongSupplier nanoTime;
    private final ClockAhead clock;
    private final ThresholdMemory memory = new ThresholdMemory();
    private final SampleJudge samples = new SampleJudge();
    private final List<Judge> judges = List.of(
            new FilteredJudge(new CauseJudge()),
            new ThresholdJudge(memory),
            new FilteredJudge(new SpikeJudge()),
            samples);

    private @Nullable Loop loop;
    private @Nullable Loop reads;
    private boolean looked;
    private boolean inGap;
    private long lastLook;
    private long lateSince;

    /** @param pool for reading the events of rules that are judged by the events themselves; one connection at a time */
    public AlertVerticle(
            Authority authority, Pool pool, LocalBus bus, Duration pause, LongSupplier nanoTime, ClockAhead clock) {
        this.authority = authority;
        this.pool = pool;
        this.bus = bus;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(
                vertx,
                () -> look().timeout(LOOK_SECONDS, TimeUnit.SECONDS).map(false),
                AlertVerticle::report,
                Duration.ZERO,
                pause);
        loop.start();
        reads = new Loop(
                vertx,
                () -> samples.read(pool).timeout(LOOK_SECONDS, TimeUnit.SECONDS),
                AlertVerticle::report,
                Duration.ZERO,
                pause);
        reads.start();
        return Future.succeededFuture();
    }

    /** Waits for the running look and the running read, unless PostgreSQL does not answer. */
    @Override
    public Future<?> stop() {
        return Future.join(ended(reads), ended(loop))
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private static Future<Void> ended(@Nullable Loop loop) {
        return loop == null ? Future.succeededFuture() : loop.stop();
    }

    private Future<Void> look() {
        long now = nanoTime.getAsLong();
        if (!looked || now - lastLook > GAP.toNanos()) {
            // Failed looks do not prolong the period in which late events are expected. Otherwise the most expensive
            // look would be repeated again and again.
            lateSince = inGap ? lateSince : now;
            inGap = true;
            forget();
        }
        boolean late = now - lateSince < LATE.toNanos();
        return authority
                .run(transaction -> new AlertLook(transaction, clock, judges, late).look())
                .onFailure(failed -> forget())
                .map(findings -> {
                    findings.ifPresent(found -> {
                        looked = true;
                        inGap = false;
                        lastLook = now;
                    });
                    announce(findings);
                    return null;
                });
    }

    private void forget() {
        memory.clear();
        samples.startAnew();
    }

    private void announce(Optional<AlertLook.Findings> findings) {
        findings.ifPresent(found -> {
            found.raised().forEach(alert -> bus.publish(Addresses.ALERT_RAISED, alert));
            found.reopened().forEach(change -> bus.publish(Addresses.ISSUE_CHANGED, change));
            found.activities().forEach(activity -> bus.publish(Addresses.ACTIVITY_ADDED, activity));
            if (found.queued() > 0) {
                bus.publish(Addresses.MESSAGES_QUEUED, found.queued());
            }
        });
    }

    private static void report(Throwable cause) {
        if (SqlFailure.cancelled(cause)) {
            LOG.warn("[Mesher] alerts could not be evaluated in time, trying again");
        } else if (SqlFailure.unavailable(cause) || SqlFailure.retryable(cause)) {
            LOG.debug("evaluation of alerts is delayed: {}", cause.toString());
        } else {
            LOG.error("alerts could not be evaluated, trying again", cause);
        }
    }
}
