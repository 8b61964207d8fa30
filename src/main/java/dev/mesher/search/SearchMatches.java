package dev.mesher.search;

import dev.mesher.http.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The newest events that match a query, up to a maximum number. */
final class SearchMatches {
    private record Match(int score, OffsetDateTime receivedAt, UUID id, JsonObject event) {}

    private static final Comparator<Match> BEST_FIRST = Comparator.comparingInt(Match::score)
            .thenComparing(Match::receivedAt)
            .thenComparing(match -> match.id().toString())
            .reversed();

    /** Matches by event id. Events may arrive between two pages, so the second page may repeat events of the first. */
    private final Map<UUID, Match> matches = new LinkedHashMap<>();

    private final SearchQuery query;
    private final int most;

    /**
     * Creates an empty collection.
     *
     * @param most number of matches that are kept
     */
    SearchMatches(SearchQuery query, int most) {
        this.query = query;
        this.most = most;
    }

    SearchQuery query() {
        return query;
    }

    int most() {
        return most;
    }

    /**
     * Adds the events that match. Must not run on an event loop.
     *
     * @param events newest first, older than all before
     * @return whether there are enough matches
     */
    boolean add(RowSet<Row> events) {
        for (Row row : events) {
            int score = "deleted".equals(row.getString("status")) ? 0 : query.score(row.getString("text"));
            if (score > 0 && matches.size() < most) {
                Match match = match(row, score);
                Match unused = matches.put(match.id(), match);
            }
        }
        return matches.size() == most;
    }

    /** The matches with the most occurrences first, then the newest. */
    JsonArray best(int limit) {
        JsonArray best = new JsonArray();
        matches.values().stream().sorted(BEST_FIRST).limit(limit).forEach(match -> best.add(match.event()));
        return best;
    }

    private static Match match(Row row, int score) {
        OffsetDateTime receivedAt = row.getOffsetDateTime("received_at");
        UUID id = row.getUUID("id");
        return new Match(
                score,
                receivedAt,
                id,
                new JsonObject()
                        .put("id", id.toString())
                        .put("issue_id", row.getUUID("issue_id").toString())
                        .put("level", row.getString("level"))
                        .put("message", row.getString("message"))
                        .put("received_at", Times.text(receivedAt)));
    }
}
