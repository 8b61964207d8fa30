package dev.mesher.continuity;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Records in the order in which they came, bounded in bytes and in age. Not thread-safe. */
final class RecordShelf {
    private final long maxBytes;
    private final Map<Place, BatchRecord> records = new LinkedHashMap<>();
    private long bytes;

    private record Place(UUID process, long number) {}

    RecordShelf(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a new record. Records that are too old, or beyond the bound in bytes, are removed. */
    void add(BatchRecord record, long oldestMillis) {
        records.put(place(record), record);
        bytes += record.bytes();
        shrink(oldestMillis);
    }

    /** Replaces the older state of the same record. */
    void put(BatchRecord record, long oldestMillis) {
        BatchRecord before = records.put(place(record), record);
        bytes += record.bytes() - (before == null ? 0 : before.bytes());
        shrink(oldestMillis);
    }

    void forgetBefore(long oldestMillis) {
        shrink(oldestMillis);
    }

    void forEach(Consumer<BatchRecord> look) {
        records.values().forEach(look);
    }

    /** The newest record with that key. */
    Optional<JsonObject> find(String key, UUID keyAsId) {
        List<BatchRecord> all = new ArrayList<>(records.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            int request = all.get(i).indexOf(key, keyAsId);
            if (request >= 0) {
                return Optional.of(all.get(i).json(request));
            }
        }
        return Optional.empty();
    }

    void listInto(RecordList list) {
        records.values().forEach(list::add);
    }

    private void shrink(long oldestMillis) {
        Iterator<BatchRecord> eldest = records.values().iterator();
        while (eldest.hasNext()) {
            BatchRecord record = eldest.next();
            if (bytes <= maxBytes && record.startedMillis() >= oldestMillis) {
                return;
            }
            eldest.remove();
            bytes -= record.bytes();
        }
        bytes = 0;
    }

    private static Place place(BatchRecord record) {
        return new Place(record.process(), record.number());
    }
}
