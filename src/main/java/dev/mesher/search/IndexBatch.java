package dev.mesher.search;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events to be indexed, in the order of their ids. They are divided into blocks, each with events of one project and
 * one hour.
 */
final class IndexBatch {
    private record Hour(UUID project, OffsetDateTime start) {}

    /** The current block of an hour, and the number of its events. */
    private static final class Block {
        private final int number;
        private final IndexWords words = new IndexWords();
        private int events;

        Block(int number) {
            this.number = number;
        }
    }

    private final int size;
    private final UUID[] ids;
    private final OffsetDateTime[] times;
    private final UUID[] projects;
    private final Integer[] blocks;

    /** The words of each block, by its number. */
    private final String[] words;

    private IndexBatch(RowSet<Row> events, int blockSize) {
        size = events.size();
        ids = new UUID[size];
        times = new OffsetDateTime[size];
        projects = new UUID[size];
        blocks = new Integer[size];
        List<Block> all = new ArrayList<>();
        Map<Hour, Block> open = new HashMap<>();
        int n = 0;
        for (Row row : events) {
            ids[n] = row.getUUID("id");
            times[n] = row.getOffsetDateTime("received_at");
            projects[n] = row.getUUID("project_id");
            Block block = open.compute(
                    new Hour(projects[n], row.getOffsetDateTime("hour")),
                    (hour, last) -> last == null || last.events == blockSize ? next(all) : last);
            block.words.add(row.getString("text"));
            block.events++;
            blocks[n] = block.number;
            n++;
        }
        words = all.stream().map(block -> block.words.joined()).toArray(String[]::new);
    }

    /** Splits the text of the events into words. Must not run on an event loop. */
    static IndexBatch of(RowSet<Row> events, int blockSize) {
        return new IndexBatch(events, blockSize);
    }

    private static Block next(List<Block> all) {
        Block block = new Block(all.size());
        all.add(block);
        return block;
    }

    int size() {
        return size;
    }

    /**
     * The arguments of the SQL statement: ids, times, projects and block numbers of the events, the words of the
     * blocks, and the first and last time. There must be an event.
     */
    Tuple arguments() {
        return Tuple.tuple()
                .addArrayOfUUID(ids)
                .addArrayOfOffsetDateTime(times)
                .addArrayOfUUID(projects)
                .addArrayOfInteger(blocks)
                .addArrayOfString(words)
                .addOffsetDateTime(first())
                .addOffsetDateTime(last());
    }

    /** When the events were received. */
    List<OffsetDateTime> times() {
        return List.of(times);
    }

    UUID[] ids() {
        return ids.clone();
    }

    /** The earliest time of receipt. There must be an event. */
    OffsetDateTime first() {
        return extreme(-1);
    }

    /** The latest time of receipt. There must be an event. */
    OffsetDateTime last() {
        return extreme(1);
    }

    private OffsetDateTime extreme(int sign) {
        OffsetDateTime most = times[0];
        for (OffsetDateTime time : times) {
            most = sign * time.compareTo(most) > 0 ? time : most;
        }
        return most;
    }
}
