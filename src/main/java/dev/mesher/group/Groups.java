package dev.mesher.group;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import io.vertx.core.Future;
import java.util.UUID;

/** The grouping stage, for its callers. */
public final class Groups {
    private final LocalBus bus;

    public Groups(LocalBus bus) {
        this.bus = bus;
    }

    /** Names, times and groups an event that was let in. */
    public Future<GroupedEvent> group(UUID projectId, Event event) {
        return bus.request(Addresses.GROUP, new Ungrouped(projectId, event));
    }

    record Ungrouped(UUID projectId, Event event) {}
}
