package dev.mesher.group;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.Gathered;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;

/** Calls the grouping stage. */
public final class Groups {
    private final Gathered<Ungrouped, GroupedEvent> requests;

    /** To be used on the context that creates it. */
    public Groups(Vertx vertx, LocalBus bus) {
        this.requests = new Gathered<>(vertx, bus, Addresses.GROUP);
    }

    /** Gives an event that was admitted its id, its time and its group. */
    public Future<GroupedEvent> group(UUID projectId, Event event) {
        Ungrouped ungrouped = new Ungrouped(projectId, event);
        return ungrouped.large() ? requests.requestAlone(ungrouped) : requests.request(ungrouped);
    }

    record Ungrouped(UUID projectId, Event event) {
        /** Grouping a text of this many bytes takes an event loop some milliseconds at most. */
        private static final int INLINE_BYTES = 32 * 1024;

        /** Whether grouping may take so long that it needs a worker thread. */
        boolean large() {
            return event.json().length > INLINE_BYTES;
        }
    }
}
