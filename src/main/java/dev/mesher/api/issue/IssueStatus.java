package dev.mesher.api.issue;

import dev.mesher.activity.ActivityKind;
import dev.mesher.event.IssueAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The status of an issue, with the action that sets it. */
enum IssueStatus {
    UNRESOLVED("unresolve", IssueAction.UNRESOLVED, ActivityKind.UNRESOLVED),
    RESOLVED("resolve", IssueAction.RESOLVED, ActivityKind.RESOLVED),
    ARCHIVED("archive", IssueAction.ARCHIVED, ActivityKind.ARCHIVED),
    DISCARDED("discard", IssueAction.DISCARDED, ActivityKind.DISCARDED),
    /** The issue is hidden; what belongs to it is removed later. Nothing changes this status. */
    DELETED("delete", IssueAction.DELETED, ActivityKind.DELETED);

    private final String verb;
    private final IssueAction announced;
    private final ActivityKind kind;

    IssueStatus(String verb, IssueAction announced, ActivityKind kind) {
        this.verb = verb;
        this.announced = announced;
        this.kind = kind;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the change to this status is announced. */
    IssueAction announced() {
        return announced;
    }

    /** How the issue's activity tells the change to this status. */
    ActivityKind kind() {
        return kind;
    }

    /** The status of that name in the database and in JSON. */
    static Optional<IssueStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }

    /** The status that the action of that name sets. */
    static Optional<IssueStatus> ofVerb(String verb) {
        return Arrays.stream(values())
                .filter(status -> status.verb.equals(verb))
                .findFirst();
    }
}
