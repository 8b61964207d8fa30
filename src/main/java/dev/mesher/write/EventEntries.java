package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.GroupedEvent;
import dev.mesher.journal.Entry;
import dev.mesher.journal.Refused;
import dev.mesher.journal.WaitingEntry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events in the journal: an entry for each, held by the client's id of it; or what is left of a request. */
final class EventEntries {
    static final String KIND = "event";

    private static final int VERSION = 1;

    private EventEntries() {}

    static Entry entry(EventRow row) {
        GroupedEvent grouped = row.grouped();
        UUID eventId = grouped.event().eventId();
        String key = eventId == null ? grouped.id().toString() : grouped.projectId() + "/" + eventId;
        return new Entry(KIND, key, encode(List.of(row)));
    }

    /** Mesher's id of the event whose {@link #entry} holds these bytes. */
    static UUID id(byte[] bytes) {
        return rows(bytes).get(0).grouped().id();
    }

    static List<EventRow> rows(byte[] bytes) {
        return RowCodec.decode(new WireIn(Buffer.buffer(bytes), VERSION));
    }

    /** The entry becomes the rows that were refused, if any: the others are stored, and have no part in another try. */
    static List<Refused> refused(WaitingEntry entry, List<EventRow> rows, Map<UUID, RowOutcome> outcomes) {
        List<EventRow> remains = new ArrayList<>();
        String reason = "";
        for (EventRow row : rows) {
            if (outcomes.get(row.grouped().id()) instanceof RowOutcome.Poison poison) {
                remains.add(row);
                reason = poison.reason();
            }
        }
        return remains.isEmpty() ? List.of() : List.of(new Refused(entry.number(), KIND, encode(remains), reason));
    }

    private static byte[] encode(List<EventRow> rows) {
        WireOut out = new WireOut(VERSION);
        RowCodec.encode(out, rows);
        return out.buffer().getBytes();
    }
}
