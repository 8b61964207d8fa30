package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Parameters;
import dev.mesher.api.query.IssueQuery;
import dev.mesher.event.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which issues of a project are listed, and in which order.
 *
 * @param query with the parameters {@code environment} and {@code release} too
 * @param withHours whether each issue has the counts of its last 24 hours
 */
public record IssueFilter(
        Optional<Status> status,
        Optional<Level> level,
        Optional<Assignee> assignee,
        Optional<String> titlePart,
        IssueQuery query,
        Sort sort,
        int limit,
        Optional<Cursor> after,
        boolean withHours) {

    /** The values of the parameter {@code hours}. */
    private static final List<String> HOURS = List.of(Integer.toString(IssueRow.HOURS));

    /** The statuses that can be listed. A deleted issue is never listed. */
    enum Status {
        UNRESOLVED,
        RESOLVED,
        ARCHIVED,
        DISCARDED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The sort orders, each descending. */
    enum Sort {
        LAST_SEEN("last_seen", "last_seen", Cursor.Kind.TIME),
        FIRST_SEEN("first_seen", "first_seen", Cursor.Kind.TIME),
        EVENTS("events", "event_count", Cursor.Kind.COUNT),
        USERS("users", "user_count", Cursor.Kind.COUNT);

        private final String wireName;
        private final String column;
        private final Cursor.Kind kind;

        Sort(String wireName, String column, Cursor.Kind kind) {
            this.wireName = wireName;
            this.column = column;
            this.kind = kind;
        }

        String wireName() {
            return wireName;
        }

        String column() {
            return column;
        }

        Cursor.Kind kind() {
            return kind;
        }
    }

    /**
     * Filters by assignee.
     *
     * @param user empty for unassigned issues
     */
    record Assignee(Optional<UUID> user) {
        static Assignee parse(String text) {
            return new Assignee(
                    text.equals("none") ? Optional.empty() : Optional.of(Parameters.uuid("assigned_to", text)));
        }
    }

    static IssueFilter of(Parameters query) {
        Sort sort = query.oneOf("sort", List.of(Sort.values()), Sort::wireName).orElse(Sort.LAST_SEEN);
        return new IssueFilter(
                query.oneOf("status", List.of(Status.values()), Status::wireName),
                query.oneOf("level", List.of(Level.values()), Level::wireName),
                query.text("assigned_to").map(Assignee::parse),
                query.text("q"),
                query(query).seenIn(query.text("environment"), query.text("release")),
                sort,
                query.limit(),
                query.cursor(sort.kind()),
                query.oneOf("hours", HOURS, Function.identity()).isPresent());
    }

    /** The parameter {@code query}. */
    static IssueQuery query(Parameters query) {
        return query.text("query").map(IssueQuery::parse).orElse(IssueQuery.ALL);
    }
}
