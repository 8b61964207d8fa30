package dev.mesher.api.issue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An action on issues. */
sealed interface IssueOrder {
    /** Sets the status. {@link IssueStatus#DELETED} also frees the issues' fingerprints. */
    record SetStatus(IssueStatus status) implements IssueOrder {
        @Override
        public IssueState after(UUID issue, IssueState now) {
            return new IssueState(status, now.assignee());
        }
    }

    /**
     * Gives the issues to a user.
     *
     * @param user null for nobody
     */
    record Assign(@Nullable UUID user) implements IssueOrder {
        @Override
        public IssueState after(UUID issue, IssueState now) {
            return new IssueState(now.status(), user);
        }
    }

    /** Undoes an action: puts issues back into the states that it found them in. */
    record Restore(Map<UUID, Former> states) implements IssueOrder {
        @Override
        public IssueState after(UUID issue, IssueState now) {
            Former former = states.get(issue);
            return former == null ? now : former.state();
        }

        /** The users whom the restored issues belonged to. */
        Set<UUID> assignees() {
            Set<UUID> assignees = new HashSet<>();
            states.values().forEach(former -> {
                UUID assignee = former.state().assignee();
                if (assignee != null) {
                    assignees.add(assignee);
                }
            });
            return assignees;
        }
    }

    /**
     * The state of an issue before an action.
     *
     * @param changed the version that the action left the issue in
     */
    record Former(IssueState state, String changed) {}

    /** The state that the issue is to have. */
    IssueState after(UUID issue, IssueState now);
}
