package dev.mesher.api.event;

import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.endpoint.TimeRange;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.search.SearchQuery;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which events a list has. An event must meet every condition that is there.
 *
 * @param tags names and values; empty for no condition
 * @param from the earliest time of receipt
 * @param to the end of the range, which is no part of it
 */
public record EventFilter(
        SearchQuery words,
        Optional<Level> level,
        Optional<String> environment,
        Optional<String> release,
        JsonObject tags,
        Optional<OffsetDateTime> from,
        Optional<OffsetDateTime> to) {
    static final int MOST_TAGS = 5;

    /** The text of an event, of the alias {@code e}, that words are looked for in. */
    static final String TEXT = "search_text(e.message, e.exception_type, e.exception_value)";

    /** The condition that the issue of an event, of the alias {@code e}, is not deleted. */
    static final String NOT_DELETED =
            " AND NOT EXISTS (SELECT FROM issues i WHERE i.id = e.issue_id AND i.status = 'deleted')";

    /**
     * Reads {@code level}, {@code env}, {@code release}, {@code tag}, {@code from} and {@code to}.
     *
     * @param words the words that an event must have; may be empty
     */
    static EventFilter of(Parameters query, String words) {
        JsonObject tags = new JsonObject();
        for (String tag : query.tags(MOST_TAGS)) {
            int colon = tag.indexOf(':');
            if (colon < 1) {
                throw Refusal.malformed("tag must be key:value");
            }
            String key = tag.substring(0, colon);
            if (tags.containsKey(key)) {
                throw Refusal.malformed("tag: its key is given twice");
            }
            tags.put(key, tag.substring(colon + 1));
        }
        Optional<OffsetDateTime> from = TimeRange.time(query, "from");
        Optional<OffsetDateTime> to = TimeRange.time(query, "to");
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw Refusal.malformed("from must be before to");
        }
        return new EventFilter(
                SearchQuery.of(words),
                query.oneOf("level", List.of(Level.values()), Level::wireName),
                query.text("env"),
                query.text("release"),
                tags,
                from,
                to);
    }

    boolean hasWords() {
        return words.words().length > 0;
    }

    /** Adds the conditions on rows of {@code events} with the alias {@code e}, other than the range of time. */
    void addTo(Statement statement) {
        level.ifPresent(wanted -> statement.and("e.level = ?", wanted.wireName()));
        environment.ifPresent(wanted -> statement.and("e.environment = ?", wanted));
        release.ifPresent(wanted -> statement.and("e.release = ?", wanted));
        if (!tags.isEmpty()) {
            statement.and("e.tags @> ?", tags);
        }
        if (hasWords()) {
            statement.and("lower(" + TEXT + " COLLATE \"C\") LIKE ALL (?)", (Object) words.patterns());
        }
    }

    /** Adds the conditions on the time of rows of {@code events} with the alias {@code e}. */
    void addTimes(Statement statement) {
        from.ifPresent(first -> statement.and("e.received_at >= ?", first));
        to.ifPresent(end -> statement.and("e.received_at < ?", end));
    }

    /** Adds the condition that the event is older than {@code after}. The first part lets whole partitions be skipped. */
    static void addAfter(Statement statement, EventPosition after) {
        statement.and("e.received_at <= ? AND (e.received_at, e.id) < (?, ?)", after.time(), after.time(), after.id());
    }
}
