package dev.mesher.search;

import dev.mesher.db.LikePattern;
import dev.mesher.http.Times;
import dev.mesher.text.SearchPattern;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.UUID;

/**
 * Full text over what events say. The newest events that hold every word are found, through the digest or, for those that
 * came after it, one by one; then they are ranked. What is looked at is bounded, so the oldest of very many are not.
 */
public final class SearchStore {
    /** A page is the best of twice as many at least: to rank is what a search costs. */
    private static final int LEAST_RANKED = 50;

    /** Small letters that a letter beyond ASCII may have become, i and k among them: the capital I with a dot, the kelvin sign. */
    private static final SearchPattern FROM_BEYOND_ASCII = SearchPattern.of("[^\\p{ASCII}]++|[ik]", 8_192);

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

    /** The query's words as the digest has them, and whether its newest blocks hold them all. */
    public static final String WORDS =
            """
            WITH query AS MATERIALIZED (SELECT tsvector_to_array(to_tsvector('simple', search_text($2, NULL, NULL))) AS words),
            recent AS MATERIALIZED (
                SELECT count(*) AS blocks
                FROM query, (SELECT words FROM event_blocks WHERE project_id = $1 ORDER BY last_id DESC LIMIT 100) newest
                WHERE newest.words @> query.words)
            SELECT words, recent.blocks >= %d AS recent FROM query, recent"""
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
     * {@code $1} project, {@code $2} words, {@code $3} a LIKE pattern for each of them: their letters are looked for first,
     * which is cheap, and the words are compared only where those are. What was digested is older than all that was not, and
     * is looked at only when there are too few of those. A block is of one hour, so its events are read at once from one
     * partition: to choose the partition costs more than to read an event.
     */
    private static final String SEARCH =
            """
            WITH query AS (SELECT string_agg(quote_literal(word), ' & ')::tsquery AS words FROM unnest($2::text[]) word),
            fresh AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, to_tsvector('simple', %1$s) AS vector
                FROM (SELECT * FROM events
                      WHERE id > (SELECT digested_to FROM digest_progress)
                        AND received_at >= (SELECT digested_until FROM digest_progress)
                      ORDER BY id DESC LIMIT %3$d) e
                WHERE e.project_id = $1 AND %2$s LIKE ALL ($3::text[])
                ORDER BY e.id DESC
                OFFSET 0),
            block AS (%4$s),
            digested AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, to_tsvector('simple', %1$s) AS vector
                FROM block b CROSS JOIN LATERAL (
                    SELECT s.* FROM events s
                    WHERE s.id = ANY (b.ids) AND s.received_at BETWEEN b.times[1] AND b.times[cardinality(b.times)]
                    OFFSET 0) e
                WHERE e.project_id = $1 AND %2$s LIKE ALL ($3::text[])
                ORDER BY b.last_id DESC
                OFFSET 0),
            matching AS (
                SELECT * FROM fresh WHERE vector @@ (SELECT words FROM query)
                UNION ALL
                SELECT * FROM digested WHERE vector @@ (SELECT words FROM query)
                LIMIT %%1$d)
            SELECT m.id, m.issue_id, m.level, left(m.message, 1000) AS message, m.received_at
            FROM matching m
            WHERE NOT EXISTS (SELECT FROM issues i WHERE i.id = m.issue_id AND i.status = 'deleted')
            ORDER BY ts_rank(m.vector, (SELECT words FROM query)) DESC, m.received_at DESC, m.id DESC
            LIMIT %%2$d""";

    /** Where the blocks that hold the words are. */
    public enum Held {
        /** Many of the newest hold them. */
        RECENT(RECENT_BLOCKS),
        /** Few of the newest do, or none. */
        FORMER(FORMER_BLOCKS);

        private final String search;

        Held(String blocks) {
            String text = "search_text(e.message, e.exception_type, e.exception_value)";
            String letters = "lower((left(e.message, 2000) || ' ' || coalesce(left(e.exception_type, 500), '') || ' '"
                    + " || coalesce(left(e.exception_value, 2000), '')) COLLATE \"C\")";
            search = SEARCH.formatted(text, letters, MOST_FRESH, blocks);
        }

        public String search(int limit) {
            return search.formatted(Math.max(LEAST_RANKED, 2 * limit), limit);
        }
    }

    private final Pool pool;

    public SearchStore(Pool pool) {
        this.pool = pool;
    }

    /** Events that hold every word of {@code text}, the best first; none for a text without a word. */
    public Future<JsonArray> search(UUID project, String text, int limit) {
        return pool.preparedQuery(WORDS).execute(Tuple.of(project, text)).compose(rows -> {
            Row row = rows.iterator().next();
            String[] words = row.getArrayOfStrings("words");
            String query = (row.getBoolean("recent") ? Held.RECENT : Held.FORMER).search(limit);
            return words.length == 0 ? Future.succeededFuture(new JsonArray()) : matching(query, project, words);
        });
    }

    private Future<JsonArray> matching(String query, UUID project, String... words) {
        return pool.preparedQuery(query)
                .execute(Tuple.of(project).addArrayOfString(words).addArrayOfString(patterns(words)))
                .map(rows -> {
                    JsonArray found = new JsonArray();
                    for (Row row : rows) {
                        found.add(new JsonObject()
                                .put("id", row.getUUID("id").toString())
                                .put("issue_id", row.getUUID("issue_id").toString())
                                .put("level", row.getString("level"))
                                .put("message", row.getString("message"))
                                .put("received_at", Times.text(row.getOffsetDateTime("received_at"))));
                    }
                    return found;
                });
    }

    /** What may come of letters beyond ASCII may be any: to make those small is the dearest part of the comparison. */
    public static String[] patterns(String... words) {
        return Arrays.stream(words)
                .map(word -> "%" + FROM_BEYOND_ASCII.replaceAll(LikePattern.literal(word), "%") + "%")
                .toArray(String[]::new);
    }
}
