package dev.mesher.group;

import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives an event its id, its time and its group. Several instances share the work. Large events are grouped on worker
 * threads.
 */
public final class GroupVerticle extends VerticleBase {
    /** There are few threads, so that large events leave processor time to other work. */
    private static final int THREADS = 2;

    private final LocalBus bus;
    private final List<FormerAlgorithm> formers;

    /** Ids rise, also within a millisecond: lists show the small events of a bulk in the order in which they were sent. */
    private final NoArgGenerator ids;

    private @Nullable WorkerExecutor workers;

    /**
     * Creates an instance.
     *
     * @param formers algorithms that may have opened issues which still get events, newest first
     */
    public GroupVerticle(LocalBus bus, Clock clock, List<FormerAlgorithm> formers) {
        this.bus = bus;
        this.formers = List.copyOf(formers);
        this.ids = new TimeBasedEpochGenerator(null, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor("mesher-group", THREADS);
        return bus.<Groups.Ungrouped, GroupedEvent>serveGathered(Addresses.GROUP, this::group)
                .completion();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }

    private Future<GroupedEvent> group(Groups.Ungrouped ungrouped) {
        UUID id = ids.generate();
        if (!ungrouped.large() || workers == null) {
            return Future.succeededFuture(grouped(id, ungrouped));
        }
        return workers.executeBlocking(
                () -> {
                    GroupedEvent grouped = grouped(id, ungrouped);
                    // Computed here, since the writer would otherwise compute it on its event loop.
                    String former = grouped.formerFingerprint().get();
                    return grouped.with(() -> former);
                },
                false);
    }

    private GroupedEvent grouped(UUID id, Groups.Ungrouped ungrouped) {
        Event event = ungrouped.event();
        String fingerprint = Fingerprint.of(event).fingerprint();
        return new GroupedEvent(
                id,
                Uuids.receivedAt(id).orElseThrow(),
                ungrouped.projectId(),
                event,
                Fingerprint.ALGORITHM,
                fingerprint,
                () -> former(event, fingerprint),
                Title.of(event),
                Title.culprit(event));
    }

    private @Nullable String former(Event event, String fingerprint) {
        String former = formers.stream()
                .map(each -> each.group(event).fingerprint())
                .filter(each -> !each.equals(fingerprint))
                .distinct()
                .collect(Collectors.joining(","));
        return former.isEmpty() ? null : former;
    }
}
