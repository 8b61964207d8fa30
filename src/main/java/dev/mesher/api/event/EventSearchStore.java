package dev.mesher.api.event;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.search.SearchStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project's events, newest first, with words and filters. Events that are not indexed yet are scanned; all others are
 * read block by block of the index. One page reads a bounded number of events and blocks, and then says where to go on.
 * Events that were stored late stand beside those that were indexed with them.
 */
public final class EventSearchStore {
    /** Most indexed events that one page compares with the filters. */
    static final int MOST_SCANNED = 2_000;

    /** Most blocks of frequent words, and most steps through the index of words, that one page looks at. */
    static final int MOST_BLOCKS = 1_000;

    static final int MOST_STEPS = 20;

    private static final int EVENTS_OF_BLOCK = 16;
    private static final int FIRST_BLOCKS = 8;
    private static final int MOST_BLOCKS_AT_ONCE = 128;
    private static final OffsetDateTime EVER = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final String PROGRESS = "SELECT digested_to, digested_until FROM digest_progress";

    private final Pool pool;
    private final BlockStore blocks;

    public EventSearchStore(Pool pool) {
        this.pool = pool;
        this.blocks = new BlockStore(pool);
    }

    /** A page of the events that meet the filter, after the cursor. */
    Future<FoundEvents> page(UUID project, EventFilter filter, int limit, Optional<Cursor> after) {
        FoundEvents found = new FoundEvents(limit, filter.words());
        return pool.query(PROGRESS)
                .execute()
                .compose(rows -> {
                    Row progress = rows.iterator().next();
                    return new Search(project, filter, found, progress).run(after);
                })
                .map(found);
    }

    /** The events of {@code blocks}, block by block, each block's newest first. */
    static Statement ofBlocks(UUID project, EventFilter filter, List<UUID> blocks) {
        Statement statement = new Statement(
                "SELECT " + columns(filter)
                        + """
                , k.last_id AS block
                FROM unnest($1::uuid[]) WITH ORDINALITY k (last_id, n)
                JOIN event_blocks b ON b.last_id = k.last_id
                CROSS JOIN LATERAL (
                    SELECT s.* FROM events s
                    WHERE s.id = ANY (b.ids) AND s.received_at BETWEEN b.times[1] AND b.times[cardinality(b.times)]
                    OFFSET 0) e
                WHERE true""");
        statement.arguments().addArrayOfUUID(blocks.toArray(UUID[]::new));
        statement.and("b.project_id = ?", project);
        statement.and("e.project_id = ?", project);
        filter.addTo(statement);
        filter.addTimes(statement);
        statement.add(EventFilter.NOT_DELETED + " ORDER BY k.n, e.id DESC");
        return statement;
    }

    /** The events that are not indexed yet. */
    static Statement fresh(UUID project, EventFilter filter, Row progress, Optional<EventPosition> after, int limit) {
        Statement statement = new Statement("SELECT " + columns(filter) + " FROM (SELECT * FROM events e WHERE true");
        since(statement, progress, after);
        statement.add(" ORDER BY e.id DESC LIMIT " + SearchStore.MOST_FRESH + ") e WHERE true");
        statement.and("e.project_id = ?", project);
        filter.addTo(statement);
        filter.addTimes(statement);
        statement.add(EventFilter.NOT_DELETED + " ORDER BY e.id DESC LIMIT " + limit);
        return statement;
    }

    private static void since(Statement statement, Row progress, Optional<EventPosition> after) {
        statement.and("e.id > ?", progress.getUUID("digested_to"));
        statement.and("e.received_at >= ?", progress.getOffsetDateTime("digested_until"));
        after.ifPresent(position -> statement.and("e.id < ? AND e.received_at <= ?", position.id(), position.time()));
    }

    private static String columns(EventFilter filter) {
        return FoundEvents.COLUMNS + (filter.hasWords() ? ", " + EventFilter.TEXT + " AS text" : "");
    }

    private Future<RowSet<Row>> rows(Statement statement) {
        return pool.preparedQuery(statement.text()).execute(statement.arguments());
    }

    /** One search. It is used by one request at a time. */
    private final class Search {
        private final UUID project;
        private final EventFilter filter;
        private final FoundEvents found;
        private final Row progress;
        private final String[] words;

        private int scanned;
        private int looked;
        private int steps;

        Search(UUID project, EventFilter filter, FoundEvents found, Row progress) {
            this.project = project;
            this.filter = filter;
            this.found = found;
            this.progress = progress;
            this.words = filter.words().words();
        }

        Future<Void> run(Optional<Cursor> after) {
            UUID digested = progress.getUUID("digested_to");
            if (after.isEmpty()) {
                return filter.to()
                                .filter(end ->
                                        end.isBefore(EventPosition.of(digested).time()))
                                .isPresent()
                        ? begin(digested)
                        : fresh(Optional.empty()).compose(done -> done ? Future.succeededFuture() : begin(digested));
            }
            UUID id = after.get().id();
            if (EventPosition.BY_ID.compare(id, digested) > 0) {
                return fresh(Optional.of(EventPosition.of(id)))
                        .compose(done -> done ? Future.succeededFuture() : begin(digested));
            }
            OffsetDateTime ends = (OffsetDateTime) after.get().value();
            return blocks.holding(project, id, ends).compose(block -> block.map(of -> indexed(of, of, id))
                    .orElseGet(() -> indexed(BlockStore.before(id), id, id)));
        }

        /** Begins with the newest block, or with the one at the end of the range. */
        private Future<Void> begin(UUID digested) {
            return filter.to()
                    .map(end -> EventPosition.at(end.plusNanos(1_000_000)).id())
                    .filter(end -> EventPosition.BY_ID.compare(end, digested) < 0)
                    .map(end -> blocks.around(project, end))
                    .orElse(Future.succeededFuture(digested))
                    .compose(from -> indexed(from, from, null));
        }

        /** Adds events that are not indexed yet. Completes with true when the page is at its end. */
        private Future<Boolean> fresh(Optional<EventPosition> after) {
            int limit = found.missing();
            return rows(EventSearchStore.fresh(project, filter, progress, after, limit))
                    .compose(rows -> {
                        EventPosition last = null;
                        for (Row row : rows) {
                            last = EventPosition.of(row.getUUID("id"));
                            found.add(row, last);
                        }
                        if (found.full()) {
                            return Future.succeededFuture(true);
                        }
                        return rows.size() == limit && last != null ? fresh(Optional.of(last)) : freshBound(after);
                    });
        }

        /** Whether so many events are not indexed yet that not all of them were compared. */
        private Future<Boolean> freshBound(Optional<EventPosition> after) {
            Statement bound = new Statement("SELECT e.id FROM events e WHERE true");
            since(bound, progress, after);
            bound.add(" ORDER BY e.id DESC OFFSET " + (SearchStore.MOST_FRESH - 1) + " LIMIT 1");
            return rows(bound).map(rows -> {
                Iterator<Row> each = rows.iterator();
                boolean more = each.hasNext();
                if (more) {
                    found.stopAt(EventPosition.of(each.next().getUUID("id")));
                }
                return more;
            });
        }

        /**
         * Goes through the blocks.
         *
         * @param from no block that follows is later
         * @param partly the block of which a page before had a part
         * @param read the last event of that part; null when there is no such block
         */
        private Future<Void> indexed(UUID from, UUID partly, @Nullable UUID read) {
            return words.length == 0
                    ? next(from, partly, read, false)
                    : blocks.frequent(project, words, from).compose(frequent -> next(from, partly, read, !frequent));
        }

        private Future<Void> next(UUID from, UUID partly, @Nullable UUID read, boolean byIndex) {
            int count = Math.min(MOST_BLOCKS_AT_ONCE, FIRST_BLOCKS << Math.min(2 * steps, 8));
            Future<BlockStore.Step> step = byIndex
                    ? blocks.withWords(project, words, from, filter.from().orElse(EVER), count)
                    : blocks.next(project, words, from, count);
            return step.compose(next -> {
                steps++;
                looked += byIndex ? 0 : count;
                scanned += next.blocks().size() * EVENTS_OF_BLOCK;
                return events(next.blocks(), partly, read).compose(done -> {
                    if (found.full()
                            || next.rest().isEmpty()
                            || beforeRange(next.rest().get())) {
                        return Future.succeededFuture();
                    }
                    UUID rest = next.rest().get();
                    if (scanned >= MOST_SCANNED || (words.length > 0 && looked >= MOST_BLOCKS) || steps >= MOST_STEPS) {
                        found.stopAt(EventPosition.above(rest));
                        return Future.succeededFuture();
                    }
                    return next(rest, partly, read, byIndex);
                });
            });
        }

        private boolean beforeRange(UUID rest) {
            return filter.from()
                    .map(from -> EventPosition.BY_ID.compare(
                                    rest, EventPosition.at(from).id())
                            < 0)
                    .orElse(false);
        }

        private Future<Void> events(List<UUID> of, UUID partly, @Nullable UUID read) {
            if (of.isEmpty()) {
                return Future.succeededFuture();
            }
            return rows(ofBlocks(project, filter, of)).map(rows -> {
                for (Row row : rows) {
                    UUID block = row.getUUID("block");
                    UUID id = row.getUUID("id");
                    if (read == null || !block.equals(partly) || EventPosition.BY_ID.compare(id, read) < 0) {
                        found.add(row, new EventPosition(EventPosition.of(block).time(), id));
                    }
                }
                return null;
            });
        }
    }
}
