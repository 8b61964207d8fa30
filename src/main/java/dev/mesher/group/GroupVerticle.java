package dev.mesher.group;

import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives an event its id, its time and its group. Several instances share the work. */
public final class GroupVerticle extends VerticleBase {
    private final LocalBus bus;
    private final List<FormerAlgorithm> formers;
    private final NoArgGenerator ids;

    /** @param formers the algorithms by which issues that still run may have been opened, newest first */
    public GroupVerticle(LocalBus bus, Clock clock, List<FormerAlgorithm> formers) {
        this.bus = bus;
        this.formers = List.copyOf(formers);
        this.ids = new TimeBasedEpochRandomGenerator(null, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    @Override
    public Future<?> start() {
        return bus.<Groups.Ungrouped, GroupedEvent>serveGathered(
                        Addresses.GROUP, ungrouped -> Future.succeededFuture(group(ungrouped)))
                .completion();
    }

    private GroupedEvent group(Groups.Ungrouped ungrouped) {
        UUID id = ids.generate();
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
