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
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces events after they were committed. */
final class StoredAnnouncements {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAnnouncements.class);

    private final LocalBus bus;
    private final Dictionaries dictionaries;

    /** For events that were received by this node and have their JSON. */
    StoredAnnouncements(LocalBus bus) {
        this(bus, new Dictionaries());
    }

    /** For rows that were decoded from bytes. Their JSON has to be read from the payload. */
    StoredAnnouncements(LocalBus bus, Dictionaries dictionaries) {
        this.bus = bus;
        this.dictionaries = dictionaries;
    }

    /**
     * Announces the stored rows of a batch.
     *
     * @param outcomes in the order of {@code batch}
     */
    <T, R> void publish(WriteKind<T, R> kind, List<T> batch, List<R> outcomes) {
        List<StoredEvent> stored = new ArrayList<>(batch.size());
        BiConsumer<EventRow, RowOutcome> add = (row, outcome) -> add(stored, row, outcome);
        for (int i = 0; i < batch.size(); i++) {
            kind.eachRow(batch.get(i), outcomes.get(i), add);
        }
        if (!stored.isEmpty()) {
            bus.publish(Addresses.EVENT_STORED, List.copyOf(stored));
        }
    }

    private void add(List<StoredEvent> stored, EventRow row, RowOutcome outcome) {
        if (!(outcome instanceof RowOutcome.Settled settled) || !settled.stored()) {
            return;
        }
        UUID issueId = settled.receipt().issueId();
        if (issueId == null) {
            return;
        }
        try {
            stored.add(new StoredEvent(whole(row), issueId, settled.newIssue(), settled.regression()));
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("[Mesher] an event is stored but cannot be shown in the live stream: {}", unreadable.toString());
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
