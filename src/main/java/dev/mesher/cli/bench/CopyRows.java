package dev.mesher.cli.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.mesher.cli.load.LoadEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Prepared rows of {@code events} in memory. They are handed out in batches for binary COPY, repeatedly and with fresh
 * ids.
 */
final class CopyRows {
    /** Rows of one COPY, and so of one transaction. */
    static final int BATCH = 500;

    /** Beyond this size no more rows are prepared, so that huge events fit into the heap. */
    private static final long MOST_BYTES = 128 << 20;

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short END = -1;

    private final List<byte[]> rows;

    private CopyRows(List<byte[]> rows) {
        this.rows = rows;
    }

    /** Prepares {@code count} rows, or as many as fit into the memory set aside for them. */
    static CopyRows prepare(LoadEvents events, int count) {
        List<byte[]> rows = new ArrayList<>();
        long bytes = 0;
        while (rows.size() < count && bytes < MOST_BYTES) {
            byte[] row = CopyRow.of(events.next().getBytes());
            bytes += row.length;
            rows.add(row);
        }
        return new CopyRows(rows);
    }

    int size() {
        return rows.size();
    }

    /** The batches of one connection. Each connection begins at another row. */
    Batches batches(int connection, int connections) {
        return new Batches(rows.size() * connection / connections);
    }

    /** Endless batches. Not thread-safe. */
    final class Batches {
        private final SplittableRandom random = new SplittableRandom();
        private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
        private int next;

        private Batches(int first) {
            this.next = first;
        }

        /** The next batch, with header and trailer. */
        byte[] next() {
            int length = SIGNATURE.length + 2 * Integer.BYTES + Short.BYTES;
            for (int i = 0; i < BATCH; i++) {
                length += rows.get((next + i) % rows.size()).length;
            }
            byte[] bytes = new byte[length];
            ByteBuffer batch = ByteBuffer.wrap(bytes);
            batch.put(SIGNATURE).putInt(0).putInt(0);
            for (int i = 0; i < BATCH; i++) {
                int offset = batch.position();
                batch.put(rows.get((next + i) % rows.size()));
                UUID eventId = new UUID(random.nextLong(), random.nextLong());
                CopyRow.refresh(batch, offset, ids.generate(), eventId, Instant.now());
            }
            batch.putShort(END);
            next = (next + BATCH) % rows.size();
            return bytes;
        }
    }
}
