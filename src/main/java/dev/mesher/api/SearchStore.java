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
    /** The query's words as the digest has them. */
    private static final String WORDS =
            "SELECT tsvector_to_array(to_tsvector('simple', search_text($1, NULL, NULL))) AS words";

    /** Cheap enough to be asked of each event; words are compared only where their letters are. */
    private static final String TEXT = "search_text(e.message, e.exception_type, e.exception_value)";

    private static final int MOST_RANKED = 500;
    private static final int MOST_BLOCKS = 80;

    /** Events that came after the digest and are looked at; it is never more than seconds behind, unless overloaded. */
    static final int MOST_FRESH = 10_000;

    /** {@code $1} project, {@code $2} words, {@code $3} a LIKE pattern for each of them. */
    static final String SEARCH =
            """
            WITH query AS (SELECT string_agg(quote_literal(word), ' & ')::tsquery AS words FROM unnest($2::text[]) word),
            fresh AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, to_tsvector('simple', %1$s) AS vector
                FROM (SELECT * FROM events
                      WHERE id > (SELECT digested_to FROM digest_progress)
                        AND received_at >= (SELECT digested_until FROM digest_progress)
                      ORDER BY id DESC LIMIT %2$d) e
                WHERE e.project_id = $1 AND lower(%1$s) LIKE ALL ($3::text[])
                ORDER BY e.id DESC
                OFFSET 0),
            block AS (
                SELECT last_id, ids, times FROM event_blocks
                WHERE project_id = $1 AND words @> $2::text[]
                ORDER BY last_id DESC LIMIT %3$d),
            digested AS (
                SELECT e.id, e.issue_id, e.level, e.message, e.received_at, to_tsvector('simple', %1$s) AS vector
                FROM block b CROSS JOIN LATERAL unnest(b.ids, b.times) u (id, received_at)
                JOIN events e ON e.id = u.id AND e.received_at = u.received_at
                WHERE e.project_id = $1 AND lower(%1$s) LIKE ALL ($3::text[])
                ORDER BY b.last_id DESC
                OFFSET 0),
            matching AS (
                (SELECT * FROM fresh WHERE vector @@ (SELECT words FROM query) LIMIT %4$d)
                UNION ALL
                (SELECT * FROM digested WHERE vector @@ (SELECT words FROM query) LIMIT %4$d))
            SELECT m.id, m.issue_id, m.level, left(m.message, 1000) AS message, m.received_at
            FROM matching m
            WHERE NOT EXISTS (SELECT FROM issues i WHERE i.id = m.issue_id AND i.status = 'deleted')
            ORDER BY ts_rank(m.vector, (SELECT words FROM query)) DESC, m.received_at DESC, m.id DESC
            LIMIT\s"""
                    .formatted(TEXT, MOST_FRESH, MOST_BLOCKS, MOST_RANKED);

    private final Pool pool;

    SearchStore(Pool pool) {
        this.pool = pool;
    }

    /** Events that hold every word of {@code text}, the best first; none for a text without a word. */
    Future<JsonArray> search(UUID project, String text, int limit) {
        return pool.preparedQuery(WORDS).execute(Tuple.of(text)).compose(rows -> {
            String[] words = rows.iterator().next().getArrayOfStrings("words");
            return words.length == 0 ? Future.succeededFuture(new JsonArray()) : matching(project, words, limit);
        });
    }

    private Future<JsonArray> matching(UUID project, String[] words, int limit) {
        return pool.preparedQuery(SEARCH + limit)
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
