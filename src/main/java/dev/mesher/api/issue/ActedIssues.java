package dev.mesher.api.issue;

import dev.mesher.activity.ActivityKind;
import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an action made of the issues that it found. An issue that was in the wanted state before is accepted but not
 * changed.
 *
 * @param before the state of each issue that was found
 * @param after the state of each accepted issue. A found issue that is missing here has changed since the action that
 *     was to be undone
 * @param names the names of the users in {@code after}
 * @param added the entries of activity that were written
 * @param versions the version of each accepted issue after the action
 */
record ActedIssues(
        UUID project,
        IssueOrder order,
        Map<UUID, IssueState> before,
        Map<UUID, IssueState> after,
        Map<UUID, String> names,
        List<ActivityAdded> added,
        Map<UUID, String> versions) {

    /**
     * Decides what becomes of each issue. Nothing is written yet.
     *
     * @param members the members among the users to assign, with their names
     * @param versions the present version of each issue, for an action that restores
     */
    static ActedIssues of(
            UUID project,
            IssueOrder order,
            Map<UUID, IssueState> before,
            Map<UUID, String> members,
            Map<UUID, String> versions) {
        Map<UUID, IssueState> after = new LinkedHashMap<>();
        before.forEach((id, now) -> {
            IssueState wanted = order.after(id, now);
            if (!(order instanceof IssueOrder.Restore restore)
                    || restorable(restore.states().get(id), now, members, versions.get(id))) {
                after.put(id, wanted);
            }
        });
        return new ActedIssues(project, order, before, after, members, List.of(), Map.of());
    }

    private static boolean restorable(
            IssueOrder.@Nullable Former former, IssueState now, Map<UUID, String> members, @Nullable String version) {
        if (former == null || !former.changed().equals(version)) {
            return false;
        }
        UUID assignee = former.state().assignee();
        return assignee == null || assignee.equals(now.assignee()) || members.containsKey(assignee);
    }

    ActedIssues committing(List<ActivityAdded> written, Map<UUID, String> newVersions) {
        return new ActedIssues(project, order, before, after, names, written, newVersions);
    }

    Set<UUID> accepted() {
        return after.keySet();
    }

    /** The accepted issues whose state differs from before. */
    Set<UUID> changed() {
        Set<UUID> changed = new LinkedHashSet<>(after.keySet());
        changed.removeIf(id -> after(id).equals(before.get(id)));
        return changed;
    }

    IssueState after(UUID issue) {
        return Objects.requireNonNull(after.get(issue));
    }

    /**
     * What to announce once the action is committed. An issue that was in the wanted state before is announced too,
     * except after a restoring.
     */
    List<IssueChanged> changes() {
        List<IssueChanged> changes = new ArrayList<>();
        for (UUID issue : accepted()) {
            if (order instanceof IssueOrder.SetStatus || statusChanged(issue)) {
                changes.add(
                        new IssueChanged(project, issue, after(issue).status().announced()));
            }
            if (order instanceof IssueOrder.Assign || assigneeChanged(issue)) {
                changes.add(new IssueChanged(project, issue, IssueAction.ASSIGNED));
            }
        }
        return changes;
    }

    /** The entries of activity to write. */
    List<ActivityLogStore.Entry> entries() {
        List<ActivityLogStore.Entry> entries = new ArrayList<>();
        for (UUID issue : changed()) {
            IssueState former = Objects.requireNonNull(before.get(issue));
            IssueState state = after(issue);
            if (statusChanged(issue)) {
                entries.add(new ActivityLogStore.Entry(
                        issue,
                        state.status().kind(),
                        data().put("before", former.status().wireName())));
            }
            if (assigneeChanged(issue)) {
                UUID assignee = state.assignee();
                entries.add(new ActivityLogStore.Entry(
                        issue,
                        ActivityKind.ASSIGNED,
                        data().put(
                                        "assigned_to",
                                        ActivityLogStore.user(assignee, assignee == null ? null : names.get(assignee)))
                                .put("before", former.json().getValue("assigned_to"))));
            }
        }
        return entries;
    }

    /** What the action made of the issue that the client named. */
    JsonObject result(UUID issue) {
        JsonObject result = new JsonObject().put("id", issue.toString());
        IssueState former = before.get(issue);
        if (former == null) {
            return result.put("status", "not_found");
        }
        IssueState state = after.get(issue);
        if (state == null) {
            return result.put("status", "conflict");
        }
        result.put("status", "ok").put("before", former.json());
        return state.status() == IssueStatus.DELETED ? result : result.put("changed", versions.get(issue));
    }

    private JsonObject data() {
        return order instanceof IssueOrder.Restore ? new JsonObject().put("undo", true) : new JsonObject();
    }

    private boolean statusChanged(UUID issue) {
        IssueState former = before.get(issue);
        return former == null || former.status() != after(issue).status();
    }

    private boolean assigneeChanged(UUID issue) {
        IssueState former = before.get(issue);
        return former == null || !Objects.equals(former.assignee(), after(issue).assignee());
    }
}
