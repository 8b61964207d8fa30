package dev.mesher.ingest;

import dev.mesher.decode.Bulk;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.Slot;
import java.util.List;

/** The forms of a request in Mesher's own format: one event, or several. */
enum NativeForm {
    SINGLE(NativeForm.MAX_EVENT_BYTES, false) {
        @Override
        List<Slot<Event>> decode(byte[] json) {
            return List.of(Slot.toStore(NativeEvent.decode(json)));
        }
    },
    BULK(NativeForm.MAX_BULK_BYTES, true) {
        @Override
        List<Slot<Event>> decode(byte[] json) {
            return Bulk.decode(json, MAX_EVENT_BYTES);
        }
    };

    static final int MAX_EVENT_BYTES = 1 << 20;
    static final int MAX_BULK_BYTES = 5 << 20;

    private final int maxBytes;
    private final boolean bulk;

    NativeForm(int maxBytes, boolean bulk) {
        this.maxBytes = maxBytes;
        this.bulk = bulk;
    }

    /** @throws dev.mesher.event.Refusal 400 when the body does not have this form */
    abstract List<Slot<Event>> decode(byte[] json);

    /** Most bytes of the body after decompression. */
    int maxBytes() {
        return maxBytes;
    }

    boolean bulk() {
        return bulk;
    }
}
