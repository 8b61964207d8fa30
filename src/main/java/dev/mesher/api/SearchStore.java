package dev.mesher.api;

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
final class SearchStore {
    /** Twice what a page holds at most: to rank is what a search costs. */
    private static final int MOST_RANKED = 200;

    private static final int MOST_BLOCKS = 100;
    private static final int MOST_RECENT = 1_000;

    private static final int MOST_SLICES = 60;

    /** Words that so many of the newest 100 blocks hold need no index: going back from the newest finds enough. */
    private static final int RECENT = 5;

    /** Blocks that hold the words may be this many, to be all taken before the newest of them are known. */
    private static final int RARE = 1_000;

    /** Events that came after the digest and are looked at; it is never more than seconds behind, unless overloaded. */
    static final int MOST_FRESH = 10_000;

    /** The query's words as the digest has them, and how to find the newest blocks that hold them all. */
    static final String WORDS =
            """
            WITH query AS MATERIALIZED (SELECT tsvector_to_array(to_tsvector('simple', search_text($2, NULL, NULL))) AS words),
            recent AS MATERIALIZED (
                SELECT count(*) AS blocks
                FROM query, (SELECT words FROM event_blocks WHERE project_id = $1 ORDER BY last_id DESC LIMIT 100) newest
                WHERE newest.words @> query.words)
            SELECT words,
                   CASE WHEN recent.blocks >= %d THEN 'RECENT'
                        WHEN (SELECT count(*) FROM (
                                  SELECT FROM event_blocks b
                                  WHERE b.project_id = $1 AND b.words @> query.words LIMIT %2$d + 1) sample) > %2$d
                        THEN 'FORMER'
                        ELSE 'RARE' END AS held
            FROM query, recent"""
                    .formatted(RECENT, RARE);

    private static final String RECENT_BLOCKS =
            """
            SELECT last_id, ids, times FROM (SELECT last_id, ids, times, words FROM event_blocks WHERE project_id = $1
                                             ORDER BY last_id DESC LIMIT %d) newest
            WHERE words @> $2::text[] ORDER BY last_id DESC LIMIT %d"""
                    .formatted(MOST_RECENT, MOST_BLOCKS);

    /** Never in the order of the key, which would go through all blocks for a word that few have. */
    private static final String RARE_BLOCKS =
            """
            SELECT last_id, ids, times FROM event_blocks
            WHERE project_id = $1 AND last_id IN (
                WITH hit AS MATERIALIZED (
                    SELECT last_id FROM event_blocks WHERE project_id = $1 AND words @> $2::text[])
                SELECT last_id FROM hit ORDER BY last_id DESC LIMIT %d)
            ORDER BY last_id DESC"""
                    .formatted(MOST_BLOCKS);

    /** Slice after slice until there are enough. */
    private static final String FORMER_BLOCKS =
            """
            SELECT b.last_id, b.ids, b.times
            FROM (SELECT DISTINCT search_slice(hour) AS slice FROM digest_hours WHERE project_id = $1
                  ORDER BY slice DESC LIMIT %1$d) s
            CROSS JOIN LATERAL (
                WITH hit AS MATERIALIZED (
                    SELECT last_id, ids, times FROM event_blocks
                    WHERE project_id = $1 AND slice = s.slice AND words @> $2::text[])
                SELECT * FROM hit ORDER BY last_id DESC LIMIT %2$d) b
            ORDER BY s.slice DESC LIMIT %2$d"""
                    .formatted(MOST_SLICES, MOST_BLOCKS);

    /**
     * {@code $1} project, {@code $2} words, {@code $3} a LIKE pattern for each of them: their letters are looked for first,
     * which is cheap, and the words are compared only where those are. What was digested is older than all that was not, and
     * is looked at only when there are too few of those.
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
            block AS (%5$s),
            digested AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, to_tsvector('simple', %1$s) AS vector
                FROM block b CROSS JOIN LATERAL unnest(b.ids, b.times) u (id, received_at)
                JOIN events e ON e.id = u.id AND e.received_at = u.received_at
                WHERE e.project_id = $1 AND %2$s LIKE ALL ($3::text[])
                ORDER BY b.last_id DESC
                OFFSET 0),
            matching AS (
                SELECT * FROM fresh WHERE vector @@ (SELECT words FROM query)
                UNION ALL
                SELECT * FROM digested WHERE vector @@ (SELECT words FROM query)
                LIMIT %4$d)
            SELECT m.id, m.issue_id, m.level, left(m.message, 1000) AS message, m.received_at
            FROM matching m
            WHERE NOT EXISTS (SELECT FROM issues i WHERE i.id = m.issue_id AND i.status = 'deleted')
            ORDER BY ts_rank(m.vector, (SELECT words FROM query)) DESC, m.received_at DESC, m.id DESC
            LIMIT\s""";

    /** How the blocks that hold the words are spread over time. */
    enum Held {
        /** Many of the newest hold them. */
        RECENT(RECENT_BLOCKS),
        /** Many do, but few of the newest. */
        FORMER(FORMER_BLOCKS),
        RARE(RARE_BLOCKS);

        private final String search;

        Held(String blocks) {
            String text = "search_text(e.message, e.exception_type, e.exception_value)";
            String letters = "lower(left(e.message, 2000) || ' ' || coalesce(left(e.exception_type, 500), '') || ' '"
                    + " || coalesce(left(e.exception_value, 2000), ''))";
            search = SEARCH.formatted(text, letters, MOST_FRESH, MOST_RANKED, blocks);
        }

        String search(int limit) {
            return search + limit;
        }
    }

    private final Pool pool;

    SearchStore(Pool pool) {
        this.pool = pool;
    }

    /** Events that hold every word of {@code text}, the best first; none for a text without a word. */
    Future<JsonArray> search(UUID project, String text, int limit) {
        return pool.preparedQuery(WORDS).execute(Tuple.of(project, text)).compose(rows -> {
            Row row = rows.iterator().next();
            String[] words = row.getArrayOfStrings("words");
            String query = Held.valueOf(row.getString("held")).search(limit);
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

    static String[] patterns(String... words) {
        return Arrays.stream(words)
                .map(word -> "%" + IssueStore.escaped(word) + "%")
                .toArray(String[]::new);
    }
}
