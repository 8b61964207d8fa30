package dev.mesher.attachment;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The form of {@link ItemCounts} in the journal: one entry for each second in which something was counted. */
public final class ItemCountCodec {
    public static final String KIND = "counts";

    private static final int VERSION = 1;

    private ItemCountCodec() {}

    /** The journal entry of the counts. It has no unique key. */
    public static Entry entry(Map<ItemCounts.Key, Long> counts) {
        WireOut out = new WireOut(VERSION).put(counts.size());
        counts.forEach((key, count) -> out.put(key.project())
                .put(key.day().toEpochDay())
                .put(key.category())
                .put((long) count));
        return new Entry(KIND, null, out.buffer().getBytes());
    }

    /** Reads an entry. */
    public static Map<ItemCounts.Key, Long> counts(byte[] bytes) {
        WireIn in = new WireIn(Buffer.buffer(bytes), VERSION);
        Map<ItemCounts.Key, Long> counts = new HashMap<>();
        for (int left = in.nextCount(); left > 0; left--) {
            ItemCounts.Key key = new ItemCounts.Key(in.nextId(), LocalDate.ofEpochDay(in.nextLong()), in.nextText());
            Long unused = counts.put(key, in.nextLong());
        }
        return counts;
    }
}
