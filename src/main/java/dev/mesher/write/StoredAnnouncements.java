package dev.mesher.write;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.StoredEvent;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces what a commit has stored. */
final class StoredAnnouncements {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAnnouncements.class);

    private final Dictionaries dictionaries;

    /** For rows whose events are whole. */
    StoredAnnouncements() {
        this(new Dictionaries());
    }

    /** For rows that came as bytes: their JSON is in the payload alone. */
    StoredAnnouncements(Dictionaries dictionaries) {
        this.dictionaries = dictionaries;
    }

    void publish(LocalBus bus, List<EventRow> rows, Map<UUID, RowOutcome> outcomes) {
        List<StoredEvent> stored = new ArrayList<>(rows.size());
        for (EventRow row : rows) {
            UUID id = row.grouped().id();
            if (outcomes.get(id) instanceof RowOutcome.Settled settled && settled.stored()) {
                UUID issueId = settled.receipt().issueId();
                if (issueId != null) {
                    add(stored, row, issueId, settled);
                }
            }
        }
        if (!stored.isEmpty()) {
            bus.publish(Addresses.EVENT_STORED, List.copyOf(stored));
        }
    }

    private void add(List<StoredEvent> stored, EventRow row, UUID issueId, RowOutcome.Settled settled) {
        try {
            stored.add(new StoredEvent(whole(row), issueId, settled.newIssue(), settled.regression()));
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("[Mesher] an event is stored but not shown live: {}", unreadable.toString());
        }
    }

    private GroupedEvent whole(EventRow row) {
        GroupedEvent grouped = row.grouped();
        Event event = grouped.event();
        if (event.json().length > 0) {
            return grouped;
        }
        return grouped.with(event.withJson(Payload.expand(row.payload(), dictionaries)));
    }
}
