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
 * Full-text search over events. It finds the newest events that contain every word, through the index or, for those not
 * indexed yet, by a scan. Then it ranks them. The number of events that it reads is bounded, so the oldest of very many
 * matches are not found.
 */
public final class SearchStore {
    /** Least number of matches that are ranked, even for a short page. Ranking is the expensive part of a search. */
    private static final int LEAST_RANKED = 50;

    /**
     * Lower-case letters that may come from a letter beyond ASCII. They include i and k, which come from the dotted
     * capital I and from the kelvin sign.
     */
    private static final SearchPattern FROM_BEYOND_ASCII = SearchPattern.of("[^\\p{ASCII}]++|[ik]", 8_192);

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

    /** The query's words in their indexed form, and whether the newest blocks contain them all. */
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
     * {@code $1} project, {@code $2} words, {@code $3} a LIKE pattern for each word. The LIKE is cheap, so it goes
     * first, and the words are compared only in rows that match it. Events that are not indexed yet are newer than all
     * indexed ones. The index is read only when there are too few matches among them. A block covers one hour, so its
     * events are read in one query from one partition: choosing the partition costs more than reading an event.
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

    /** Which index blocks contain the words. */
    public enum Held {
        /** Many of the newest blocks. */
        RECENT(RECENT_BLOCKS),
        /** Few or none of the newest blocks. */
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

    /** The events that contain every word of {@code text}, best match first. None when {@code text} has no word. */
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

    /**
     * LIKE patterns. A letter that may come from beyond ASCII becomes a wildcard, since lower-casing such letters is
     * the most expensive part of the comparison.
     */
    public static String[] patterns(String... words) {
        return Arrays.stream(words)
                .map(word -> "%" + FROM_BEYOND_ASCII.replaceAll(LikePattern.literal(word), "%") + "%")
                .toArray(String[]::new);
    }
}
