package dev.mesher.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Full text over what events say. The newest events that hold every word are found, through the digest or, for those that
 * came after it, one by one; then they are ranked. What is looked at is bounded, so the oldest of very many are not.
 */
public final class SearchStore {
    /** A page is the best of twice as many at least: to rank is what a search costs. */
    private static final int LEAST_RANKED = 50;

    /** Events that are compared at once: of 4,500 characters at most. */
    private static final int MOST_PAGE = 2_000;

    private static final int MOST_BLOCKS = 100;
    private static final int MOST_RECENT = 1_000;

    /** A quarter of a day each: fifteen days. */
    private static final int SLICES = 60;

    /** Blocks older than the slices, of which the newest are taken; of more than so many it may be others. */
    private static final int MOST_OLDER = 10_000;

    /** Words that so many of the newest 100 blocks hold need no index: going back from the newest finds enough. */
    private static final int RECENT = 5;

    /** Events that came after the digest and are looked at; it is never more than seconds behind, unless overloaded. */
    public static final int MOST_FRESH = 10_000;

    /** Whether the digest's newest blocks hold the words. */
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
     * Slice after slice from the newest back, until there are enough: the index gives all blocks that hold a word or none, and
     * may have very many. What is older than the slices is asked for at once, never in the order of the key, which would go
     * through all blocks for a word that few have. Sorted at the end, so that the events need not be: none is read in vain.
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
     * {@code $1} project, {@code $2} words, {@code $3} LIKE patterns, then how many and after how many: letters are looked for first, which is cheap, and the
     * words are compared only where those are. What was digested is older than all that was not, and is looked at only when
     * there are too few of those. A block is of one hour, so its events are read at once from one partition: to choose the
     * partition costs more than to read an event. Whether an issue is deleted is asked of each row that is fetched alone.
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

    /** Where the blocks that hold the words are. */
    public enum Held {
        /** Many of the newest hold them. */
        RECENT(RECENT_BLOCKS),
        /** Few of the newest do, or none. */
        FORMER(FORMER_BLOCKS);

        private final String search;

        Held(String blocks) {
            search = SEARCH.formatted(
                    "search_text(e.message, e.exception_type, e.exception_value)", MOST_FRESH, blocks);
        }

        public String search() {
            return search;
        }
    }

    private final Vertx vertx;
    private final Pool pool;

    /** @param vertx whose workers compare the words */
    public SearchStore(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** Events that hold every word of {@code text}, the best first; none for a text without a word. */
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
     * Page after page until there is enough; nearly always the first is. Each is a statement of its own, which PostgreSQL
     * plans once: a cursor's is planned each time.
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
