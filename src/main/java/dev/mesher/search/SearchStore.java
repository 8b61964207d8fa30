package dev.mesher.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Full-text search over events. It finds the newest events that contain every word, through the index or, for those not
 * indexed yet, by a scan. Then it ranks them. The number of events that it reads is bounded, so the oldest of very many
 * matches are not found.
 */
public final class SearchStore {
    /** Least number of matches that are ranked, even for a short page. Ranking is the expensive part of a search. */
    private static final int LEAST_RANKED = 50;

    /** Most events that one query compares, each with up to 4,500 characters. */
    private static final int MOST_PAGE = 2_000;

    private static final int MOST_BLOCKS = 100;
    private static final int MOST_RECENT = 1_000;

    /** Slices of a quarter of a day each: fifteen days. */
    private static final int SLICES = 60;

    /**
     * Most index blocks that are older than the slices and are read, the newest first. If there are more, some matches
     * may be missed.
     */
    private static final int MOST_OLDER = 10_000;

    /**
     * A word that is in this many of the newest 100 blocks is searched without the index: going back from the newest
     * block finds enough matches.
     */
    private static final int RECENT = 5;

    /**
     * Most events that are scanned because they are not indexed yet. The indexer is only seconds behind, unless the
     * server is overloaded.
     */
    public static final int MOST_FRESH = 10_000;

    /** Whether the newest index blocks contain all words. */
    public static final String HELD =
            """
            SELECT count(*) >= %d AS recent
            FROM (SELECT words FROM event_blocks WHERE project_id = $1 ORDER BY last_id DESC LIMIT 100) newest
            WHERE newest.words @> $2::text[]"""
                    .formatted(RECENT);

    private static final String RECENT_BLOCKS =
            """
            SELECT last_id, ids, times FROM (SELECT last_id, ids, times, words FROM event_blocks WHERE project_id = $1
                                             ORDER BY last_id DESC LIMIT %d) newest
            WHERE words @> $2::text[] ORDER BY last_id DESC LIMIT %d"""
                    .formatted(MOST_RECENT, MOST_BLOCKS);

    /**
     * Goes from slice to slice, newest first, until there are enough matches. The index returns all blocks that contain
     * a word or none, which may be very many. Blocks older than the slices are read at once. They are not read in the
     * order of the key, which would read all blocks for a rare word. The blocks are sorted at the end, so the events
     * need no sorting, and no event is read in vain.
     */
    private static final String FORMER_BLOCKS =
            """
            SELECT last_id, ids, times FROM (
                SELECT b.last_id
                FROM (SELECT DISTINCT search_slice(hour) AS slice FROM digest_hours WHERE project_id = $1
                      ORDER BY slice DESC LIMIT %1$d) s
                CROSS JOIN LATERAL (
                    WITH hit AS MATERIALIZED (
                        SELECT last_id FROM event_blocks
                        WHERE project_id = $1 AND slice = s.slice AND words @> $2::text[])
                    SELECT last_id FROM hit ORDER BY last_id DESC LIMIT %2$d) b
                UNION ALL
                SELECT b.last_id FROM (
                    WITH hit AS MATERIALIZED (
                        SELECT last_id, slice FROM event_blocks WHERE project_id = $1 AND words @> $2::text[]
                        LIMIT %3$d),
                    last AS MATERIALIZED (
                        SELECT DISTINCT search_slice(hour) AS slice FROM digest_hours WHERE project_id = $1
                        ORDER BY slice DESC OFFSET %1$d - 1 LIMIT 1)
                    SELECT last_id FROM hit
                    WHERE (SELECT slice FROM last) IS NOT NULL AND slice < (SELECT slice FROM last)
                    ORDER BY last_id DESC LIMIT %2$d) b
                LIMIT %2$d) newest
            JOIN event_blocks USING (last_id)
            WHERE project_id = $1
            ORDER BY last_id DESC"""
                    .formatted(SLICES, MOST_BLOCKS, MOST_OLDER);

    /**
     * {@code $1} project, {@code $2} words, {@code $3} a LIKE pattern for each word, {@code $4} the page's size, {@code $5}
     * the number of rows before it. Events that are not indexed yet are newer than all indexed ones. The index is read only
     * when there are too few matches among them. A block covers one hour, so its events are read in one query from one
     * partition: choosing the partition costs more than reading an event.
     */
    private static final String SEARCH =
            """
            WITH fresh AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, %1$s AS text
                FROM (SELECT * FROM events
                      WHERE id > (SELECT digested_to FROM digest_progress)
                        AND received_at >= (SELECT digested_until FROM digest_progress)
                      ORDER BY id DESC LIMIT %2$d) e
                WHERE e.project_id = $1 AND lower(%1$s COLLATE "C") LIKE ALL ($3::text[])
                ORDER BY e.id DESC
                OFFSET 0),
            block AS (%3$s),
            digested AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, %1$s AS text
                FROM block b CROSS JOIN LATERAL (
                    SELECT s.* FROM events s
                    WHERE s.id = ANY (b.ids) AND s.received_at BETWEEN b.times[1] AND b.times[cardinality(b.times)]
                    OFFSET 0) e
                WHERE e.project_id = $1 AND lower(%1$s COLLATE "C") LIKE ALL ($3::text[])
                ORDER BY b.last_id DESC
                OFFSET 0)
            SELECT m.id, m.issue_id, m.level, left(m.message, 1000) AS message, m.received_at, m.text,
                   (SELECT i.status FROM issues i WHERE i.id = m.issue_id) AS status
            FROM (SELECT * FROM fresh UNION ALL SELECT * FROM digested) m
            LIMIT $4 OFFSET $5""";

    /** Which index blocks contain the words. */
    public enum Held {
        /** Many of the newest blocks. */
        RECENT(RECENT_BLOCKS),
        /** Few or none of the newest blocks. */
        FORMER(FORMER_BLOCKS);

        private final String search;

        Held(String blocks) {
            search =
                    SEARCH.formatted("search_text(e.message, e.exception_type, e.exception_value)", MOST_FRESH, blocks);
        }

        public String search() {
            return search;
        }
    }

    private final Vertx vertx;
    private final Pool pool;

    /**
     * Creates the store.
     *
     * @param vertx its worker threads compare the words
     */
    public SearchStore(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** The events that contain every word of {@code text}, best match first. None when {@code text} has no word. */
    public Future<JsonArray> search(UUID project, String text, int limit) {
        SearchQuery query = SearchQuery.of(text);
        if (query.words().length == 0) {
            return Future.succeededFuture(new JsonArray());
        }
        Tuple held = Tuple.of(project).addArrayOfString(query.words());
        SearchMatches matches = new SearchMatches(query, Math.max(LEAST_RANKED, 2 * limit));
        return pool.preparedQuery(HELD)
                .execute(held)
                .map(rows -> rows.iterator().next().getBoolean("recent") ? Held.RECENT : Held.FORMER)
                .compose(where -> matching(project, where, matches, matches.most(), 0))
                .map(found -> matches.best(limit));
    }

    /**
     * Reads page after page until there are enough matches. The first page is nearly always enough. Each page is a
     * prepared statement, which PostgreSQL plans once. It would plan a cursor each time.
     */
    private Future<SearchMatches> matching(UUID project, Held where, SearchMatches matches, int page, int after) {
        SearchQuery query = matches.query();
        return pool.preparedQuery(where.search())
                .execute(Tuple.of(project)
                        .addArrayOfString(query.words())
                        .addArrayOfString(query.patterns())
                        .addInteger(page)
                        .addInteger(after))
                .compose(rows -> vertx.executeBlocking(() -> matches.add(rows), false)
                        .compose(enough -> enough || rows.size() < page
                                ? Future.succeededFuture(matches)
                                : matching(project, where, matches, Math.min(MOST_PAGE, 4 * page), after + page)));
    }
}
