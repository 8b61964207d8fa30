package dev.mesher.api.event;

import dev.mesher.api.endpoint.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Goes through the blocks of a project's index, from the newest to the oldest. A block is named by the id of its last
 * event, by which the blocks are sorted. Blocks of events that were stored late may overlap with others.
 */
final class BlockStore {
    /** Blocks that are searched for a certain event: those that end after it, the oldest first. */
    private static final int MOST_OVERLAPPING = 50;

    /** Slices of a quarter of a day each that one step looks for words in: fifteen days. */
    private static final int SLICES = 60;

    /** A word that is in this many of the next 100 blocks is looked for without the index of words. */
    private static final int FREQUENT = 5;

    private static final String FREQUENT_WORDS =
            """
            SELECT count(*) >= %d AS frequent
            FROM (SELECT words FROM event_blocks WHERE project_id = $1 AND last_id <= $3
                  ORDER BY last_id DESC LIMIT 100) newest
            WHERE newest.words @> $2::text[]"""
                    .formatted(FREQUENT);

    /** {@code $3} and {@code $4}: the millisecond in which the block's last event may have been received. */
    static final String HOLDING =
            """
            SELECT last_id FROM event_blocks
            WHERE project_id = $1 AND last_id >= $3 AND last_id < $4 AND $2 = ANY (ids)
            UNION ALL
            SELECT last_id FROM (SELECT last_id, ids FROM event_blocks WHERE project_id = $1 AND last_id >= $2
                                 ORDER BY last_id LIMIT %d) next
            WHERE $2 = ANY (ids)
            LIMIT 1"""
                    .formatted(MOST_OVERLAPPING);

    private static final String OVERLAPPING =
            """
            SELECT last_id FROM (SELECT last_id FROM event_blocks WHERE project_id = $1 AND last_id >= $2
                                 ORDER BY last_id LIMIT %d) next
            ORDER BY last_id DESC LIMIT 1"""
                    .formatted(MOST_OVERLAPPING);

    private static final String SLICES_BEFORE =
            """
            SELECT DISTINCT search_slice(hour) AS slice FROM digest_hours
            WHERE project_id = $1 AND hour <= $2 AND hour >= date_trunc('hour', $3::timestamptz, 'UTC')
            ORDER BY slice DESC LIMIT %d"""
                    .formatted(SLICES + 1);

    /** One slice after the other, until there are enough blocks. */
    static final String BY_WORDS =
            """
            SELECT b.last_id FROM unnest($4::integer[]) s (slice)
            CROSS JOIN LATERAL (
                WITH hit AS MATERIALIZED (
                    SELECT last_id FROM event_blocks
                    WHERE project_id = $1 AND slice = s.slice AND words @> $2::text[])
                SELECT last_id FROM hit WHERE last_id <= $3 ORDER BY last_id DESC LIMIT $5) b
            LIMIT $5""";

    private final Pool pool;

    BlockStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * The next blocks.
     *
     * @param blocks the last ids of those that have all words, newest first
     * @param rest an id that no following block is later than; empty when no block follows
     */
    record Step(List<UUID> blocks, Optional<UUID> rest) {}

    /** Whether so many of the next blocks have all words that it is faster to read one after the other. */
    Future<Boolean> frequent(UUID project, String[] words, UUID from) {
        return pool.preparedQuery(FREQUENT_WORDS)
                .execute(Tuple.of(project).addArrayOfString(words).addUUID(from))
                .map(rows -> rows.iterator().next().getBoolean("frequent"));
    }

    /** The next {@code count} blocks, from the block {@code from} on, without those that lack a word. */
    Future<Step> next(UUID project, String[] words, UUID from, int count) {
        Statement statement = next(project, words, from);
        statement.add(" ORDER BY last_id DESC LIMIT " + (count + 1));
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> {
                    List<UUID> blocks = new ArrayList<>();
                    UUID rest = null;
                    int seen = 0;
                    for (Row row : rows) {
                        UUID block = row.getUUID("last_id");
                        if (seen++ == count) {
                            rest = block;
                        } else if (words.length == 0 || row.getBoolean("has_words")) {
                            blocks.add(block);
                        }
                    }
                    return new Step(blocks, Optional.ofNullable(rest));
                });
    }

    /** The blocks from {@code from} on. The words are read only when there are some to compare. */
    static Statement next(UUID project, String[] words, UUID from) {
        Statement statement = new Statement(
                words.length == 0
                        ? "SELECT last_id FROM event_blocks WHERE true"
                        : "SELECT last_id, words @> $1 AS has_words FROM event_blocks WHERE $1::text[] IS NOT NULL");
        if (words.length > 0) {
            statement.arguments().addArrayOfString(words);
        }
        statement.and("project_id = ?", project);
        statement.and("last_id <= ?", from);
        return statement;
    }

    /**
     * The next {@code count} blocks that have all words, by the index of words.
     *
     * @param since the time that the oldest block must reach
     */
    Future<Step> withWords(UUID project, String[] words, UUID from, OffsetDateTime since, int count) {
        return pool.preparedQuery(SLICES_BEFORE)
                .execute(Tuple.of(project, EventPosition.of(from).time(), since))
                .compose(slices -> {
                    Integer[] all = new Integer[slices.size()];
                    int n = 0;
                    for (Row row : slices) {
                        all[n++] = row.getInteger("slice");
                    }
                    boolean more = n > SLICES;
                    Integer[] now = more ? Arrays.copyOf(all, SLICES) : all;
                    return pool.preparedQuery(BY_WORDS)
                            .execute(Tuple.of(project)
                                    .addArrayOfString(words)
                                    .addUUID(from)
                                    .addArrayOfInteger(now)
                                    .addInteger(count))
                            .map(rows -> {
                                List<UUID> blocks = ids(rows);
                                if (blocks.size() == count) {
                                    return new Step(blocks, Optional.of(before(blocks.get(count - 1))));
                                }
                                return new Step(blocks, more ? Optional.of(endOf(all[SLICES])) : Optional.empty());
                            });
                });
    }

    /**
     * The block that has the event.
     *
     * @param ends when the last event of the block may have been received
     */
    Future<Optional<UUID>> holding(UUID project, UUID event, OffsetDateTime ends) {
        UUID first = EventPosition.at(ends).id();
        UUID end = EventPosition.at(ends.plusNanos(1_000_000)).id();
        return pool.preparedQuery(HOLDING)
                .execute(Tuple.of(project, event, first, end))
                .map(BlockStore::first);
    }

    /** The block to begin with when everything received before {@code position} is looked for. */
    Future<UUID> around(UUID project, UUID position) {
        return pool.preparedQuery(OVERLAPPING)
                .execute(Tuple.of(project, position))
                .map(rows -> first(rows).orElse(position));
    }

    /** The greatest id that is less. */
    static UUID before(UUID id) {
        long low = id.getLeastSignificantBits();
        return new UUID(id.getMostSignificantBits() - (low == 0 ? 1 : 0), low - 1);
    }

    /** The greatest id of a slice. */
    private static UUID endOf(int slice) {
        long end = (slice + 1L) * 6 * 3_600_000;
        return before(new UUID(end << 16, 0));
    }

    private static Optional<UUID> first(RowSet<Row> rows) {
        Iterator<Row> each = rows.iterator();
        return each.hasNext() ? Optional.of(each.next().getUUID("last_id")) : Optional.empty();
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID("last_id")));
        return ids;
    }
}
