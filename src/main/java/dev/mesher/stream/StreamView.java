package dev.mesher.stream;

import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client follows.
 *
 * @param issue null unless the client follows one issue
 */
record StreamView(Kind kind, @Nullable UUID issue) implements Wish {
    /** The body of every event. A client that asks for nothing gets this. */
    static final StreamView EVENTS = new StreamView(Kind.EVENTS, null);

    /** The rows of the issues that change. */
    static final StreamView ISSUES = new StreamView(Kind.ISSUES, null);

    enum Kind {
        EVENTS,
        ISSUES,
        ISSUE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The row of one issue. */
    static StreamView ofIssue(UUID issue) {
        return new StreamView(Kind.ISSUE, issue);
    }

    /** Whether the client follows rows and not events. */
    boolean showsRows() {
        return kind != Kind.EVENTS;
    }

    /**
     * Reads {@code {"view":"events"}}, {@code {"view":"issues"}} or {@code {"view":"issue","id"}}.
     *
     * @throws Refusal with the reason when the frame has another form
     */
    static StreamView of(JsonObject frame) {
        Object name = frame.getValue("view");
        if (Kind.EVENTS.wireName().equals(name)) {
            return EVENTS;
        }
        if (Kind.ISSUES.wireName().equals(name)) {
            return ISSUES;
        }
        if (!Kind.ISSUE.wireName().equals(name)) {
            throw Refusal.malformed("view must be one of events, issues, issue");
        }
        return ofIssue(Uuids.parse(String.valueOf(frame.getValue("id")))
                .orElseThrow(() -> Refusal.malformed("id must be a UUID")));
    }
}
