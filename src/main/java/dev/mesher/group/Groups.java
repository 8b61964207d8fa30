package dev.mesher.group;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.Gathered;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;

/** The grouping stage, for its callers. */
public final class Groups {
    private final Gathered<Ungrouped, GroupedEvent> requests;

    /** For the context that calls this. */
    public Groups(Vertx vertx, LocalBus bus) {
        this.requests = new Gathered<>(vertx, bus, Addresses.GROUP);
    }

    /** Names, times and groups an event that was let in. */
    public Future<GroupedEvent> group(UUID projectId, Event event) {
        return requests.request(new Ungrouped(projectId, event));
    }

    record Ungrouped(UUID projectId, Event event) {}
}
