package dev.mesher.ops;

import dev.mesher.db.Partitions;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates partitions ahead of time, and removes clients' event ids and request keys that are over a day old, and the
 * records of gone issues and the messages to people that are over 30 days old. Several nodes may run it at once.
 */
public final class HousekeepingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingVerticle.class);
    /** Short, because a machine may sleep: its timers stop then, but the calendar goes on. */
    private static final long CALENDAR_MILLIS = Duration.ofSeconds(10).toMillis();

    private static final long EXPIRE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** One hour more than the promised 24, for events that waited in a journal and for clocks that differ. */
    private static final Duration EVENT_ID_AGE = Duration.ofHours(25);

    private static final int EXPIRE_ROWS = 5_000;

    private final SqlClient client;
    private final Partitions partitions;
    private final Clock clock;
    private final long calendarMillis;
    private @Nullable LocalDate madeOn;
    private boolean making;

    public HousekeepingVerticle(SqlClient client, Partitions partitions, Clock clock) {
        this(client, partitions, clock, CALENDAR_MILLIS);
    }

    HousekeepingVerticle(SqlClient client, Partitions partitions, Clock clock, long calendarMillis) {
        this.client = client;
        this.partitions = partitions;
        this.clock = clock;
        this.calendarMillis = calendarMillis;
    }

    @Override
    public Future<?> start() {
        long unusedCalendar = vertx.setPeriodic(calendarMillis, tick -> followCalendar());
        expireLater();
        return Future.succeededFuture();
    }

    /** Creates partitions once for each new day, and tries again for as long as that fails. */
    private void followCalendar() {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (making || today.equals(madeOn)) {
            return;
        }
        making = true;
        partitions
                .ensureAhead()
                .onSuccess(made -> madeOn = today)
                .onFailure(away -> LOG.warn("creating partitions ahead failed, trying again soon", away))
                .onComplete(done -> making = false);
    }

    private void expireLater() {
        long unused = vertx.setTimer(EXPIRE_MILLIS, timer -> Future.join(
                        expireEventIds(), expireRequestKeys(), expireGoneIssues(), expireMessages())
                .onFailure(away -> LOG.debug("old rows are not removed yet", away))
                .onComplete(done -> expireLater()));
    }

    /** Removes old ids in bounded batches, one after the other, until none is left. */
    Future<Void> expireEventIds() {
        UUID oldestKept = Uuids.firstAt(clock.instant().minus(EVENT_ID_AGE));
        return EventIdStore.removeBefore(client, oldestKept, EXPIRE_ROWS)
                .compose(removed -> removed < EXPIRE_ROWS ? Future.succeededFuture() : expireEventIds());
    }

    /** As {@link #expireEventIds}. */
    Future<Void> expireRequestKeys() {
        return RequestKeyExpiryStore.remove(client, EXPIRE_ROWS)
                .compose(removed -> removed < EXPIRE_ROWS ? Future.succeededFuture() : expireRequestKeys());
    }

    /** As {@link #expireEventIds}. */
    Future<Void> expireGoneIssues() {
        return GoneIssueStore.removeOld(client, EXPIRE_ROWS)
                .compose(removed -> removed < EXPIRE_ROWS ? Future.succeededFuture() : expireGoneIssues());
    }

    /** As {@link #expireEventIds}. */
    Future<Void> expireMessages() {
        return MessageExpiryStore.remove(client, EXPIRE_ROWS)
                .compose(removed -> removed < EXPIRE_ROWS ? Future.succeededFuture() : expireMessages());
    }
}
