package dev.mesher.api.query;

import dev.mesher.event.Level;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one term of a query requires of an issue. */
sealed interface Condition {
    /** {@code is:new}. */
    record Is(State state) implements Condition {}

    /** {@code level:error}. */
    record OfLevel(Level level) implements Condition {}

    /** {@code env:production}. */
    record SeenInEnvironment(String environment) implements Condition {}

    /**
     * {@code release:1.4.2}.
     *
     * @param environment the environment that the release must have been seen in; null for any
     */
    record SeenInRelease(String release, @Nullable String environment) implements Condition {}

    /** {@code assigned:me}. */
    record AssignedToCaller() implements Condition {}

    /** {@code assigned:2a7c9d0b-11f4-4b35-8a3a-0c5a41b4d0b2}. */
    record AssignedTo(UUID user) implements Condition {}

    /** {@code assigned:ann@example.com}. */
    record AssignedToAddress(String email) implements Condition {}

    /** {@code user:42}. The text may be an id, an e-mail address, a user name or an IP address. */
    record MetBy(String user) implements Condition {}

    /** {@code tag.region:eu}. */
    record Tagged(String key, String value) implements Condition {}

    /** {@code first_seen:>7d}, longer ago; or {@code first_seen:<7d}, in that time until now. */
    record Ago(Field field, boolean longer, Duration time) implements Condition {}

    /** {@code last_seen:>2026-11-01}, later; or {@code last_seen:<2026-11-01}, earlier. */
    record At(Field field, boolean later, OffsetDateTime time) implements Condition {}

    /** {@code events:>100} or {@code events:<100}. */
    record Counted(Field field, boolean more, long count) implements Condition {}

    /** A word or a row of words in the title. */
    record InTitle(String text) implements Condition {}

    /** The values of {@code is:}. */
    enum State {
        UNRESOLVED("i.status = 'unresolved'"),
        RESOLVED("i.status = 'resolved'"),
        ARCHIVED("i.status = 'archived'"),
        DISCARDED("i.status = 'discarded'"),
        NEW(IssueMarks.NEW),
        REGRESSED(IssueMarks.REGRESSED),
        SPIKING(IssueMarks.SPIKING),
        ASSIGNED("i.assigned_to IS NOT NULL"),
        UNASSIGNED("i.assigned_to IS NULL");

        private final String sql;

        State(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The columns that a query compares. */
    enum Field {
        FIRST_SEEN("i.first_seen"),
        LAST_SEEN("i.last_seen"),
        EVENTS("i.event_count"),
        USERS("i.user_count");

        private final String column;

        Field(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /**
     * What one issue's check costs, in look-ups into other tables; zero when it reads the issue's own row alone. Such
     * checks come last, issue by issue, and only until the page is full.
     */
    default int lookUpsOfCheck() {
        if (this instanceof SeenInEnvironment || this instanceof SeenInRelease) {
            return 1;
        }
        if (this instanceof MetBy) {
            return 5;
        }
        return this instanceof Is is && is.state() == State.SPIKING ? 2 : 0;
    }

    /** Whether the issues that meet it are looked up before issues are read. */
    default boolean lookedUp() {
        return this instanceof Tagged || this instanceof MetBy || this instanceof SeenInRelease;
    }
}
