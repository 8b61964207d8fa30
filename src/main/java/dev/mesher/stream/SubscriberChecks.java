package dev.mesher.stream;

import dev.mesher.access.Principal;
import dev.mesher.access.VisibleProjectStore;
import dev.mesher.event.Refusal;
import dev.mesher.http.Upgrade;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the subscribers of one event loop: whether they still answer pings, and whether they may still see their
 * project. Subscribers of the same session and project are checked once for the second question, a few at a time.
 */
final class SubscriberChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriberChecks.class);
    private static final int AT_ONCE = 4;

    /** The longest time for one round of access checks. After it the next round is scheduled. */
    private static final long RECHECK_SECONDS = 60;

    /** The close code of RFC 6455 for a policy violation. */
    private static final short POLICY = 1008;

    private final Vertx vertx;
    private final Function<Upgrade, Future<Principal>> admission;
    private final VisibleProjectStore projects;
    private final Audience audience;
    private final Periods periods;
    private boolean stopped;

    /**
     * The intervals of the checks.
     *
     * @param ping between two pings
     * @param silence after which a client that answers no ping is disconnected
     * @param recheck between two rounds of access checks
     */
    record Periods(Duration ping, Duration silence, Duration recheck) {
        static final Periods USUAL = new Periods(Duration.ofSeconds(30), Duration.ofSeconds(75), Duration.ofSeconds(3));
    }

    private record Seat(Upgrade.Likeness caller, UUID project) {}

    SubscriberChecks(
            Vertx vertx,
            Function<Upgrade, Future<Principal>> admission,
            VisibleProjectStore projects,
            Audience audience,
            Periods periods) {
        this.vertx = vertx;
        this.admission = admission;
        this.projects = projects;
        this.audience = audience;
        this.periods = periods;
    }

    void start() {
        pingLater();
        recheckLater();
    }

    void stop() {
        stopped = true;
    }

    private void pingLater() {
        later(periods.ping(), () -> {
            long silentSince = System.nanoTime() - periods.silence().toNanos();
            audience.all().forEach(subscriber -> subscriber.ping(silentSince));
            pingLater();
        });
    }

    private void recheckLater() {
        later(periods.recheck(), () -> {
            Map<Seat, List<Subscriber>> seats = new LinkedHashMap<>();
            for (Subscriber subscriber : audience.all()) {
                seats.computeIfAbsent(
                                new Seat(subscriber.upgrade().likeness(), subscriber.project()),
                                seat -> new ArrayList<>())
                        .add(subscriber);
            }
            ArrayDeque<Map.Entry<Seat, List<Subscriber>>> left = new ArrayDeque<>(seats.entrySet());
            List<Future<Void>> rows = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                rows.add(recheck(left));
            }
            Future.join(rows).timeout(RECHECK_SECONDS, TimeUnit.SECONDS).onComplete(done -> recheckLater());
        });
    }

    private Future<Void> recheck(ArrayDeque<Map.Entry<Seat, List<Subscriber>>> left) {
        Map.Entry<Seat, List<Subscriber>> next = stopped ? null : left.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        Upgrade upgrade = next.getValue().get(0).upgrade();
        return mayStay(upgrade, next.getKey().project())
                .map(stays -> {
                    if (!stays) {
                        next.getValue().forEach(subscriber -> subscriber.end(vertx, POLICY, "no longer allowed"));
                    }
                    return null;
                })
                .compose(done -> recheck(left));
    }

    /** Whether the caller may still see the project. True as well while PostgreSQL cannot be asked. */
    private Future<Boolean> mayStay(Upgrade upgrade, UUID id) {
        return admission
                .apply(upgrade)
                .compose(principal -> projects.find(principal, id.toString()))
                .map(project -> project.isPresent())
                .otherwise(cause -> {
                    LOG.debug("access to a stream was checked again", cause);
                    return !(cause instanceof Refusal refusal) || refusal.kind() == Refusal.Kind.UNAVAILABLE;
                });
    }

    private void later(Duration pause, Runnable work) {
        if (!stopped) {
            long unused = vertx.setTimer(pause.toMillis(), timer -> {
                if (!stopped) {
                    work.run();
                }
            });
        }
    }
}
