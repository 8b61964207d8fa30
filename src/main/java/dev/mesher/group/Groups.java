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
        Ungrouped ungrouped = new Ungrouped(projectId, event);
        return ungrouped.large() ? requests.requestAlone(ungrouped) : requests.request(ungrouped);
    }

    record Ungrouped(UUID projectId, Event event) {
        /** Grouping so many bytes holds an event loop for some milliseconds, whatever they are. */
        private static final int INLINE_BYTES = 32 * 1024;

        /** Whether grouping may take long. */
        boolean large() {
            return event.json().length > INLINE_BYTES;
        }
    }
}
