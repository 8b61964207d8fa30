package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Parameters;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An action on many issues that a client asks for.
 *
 * @param issues without duplicates, in the client's order
 */
record IssuesRequest(List<UUID> issues, IssueOrder order) {
    private static final int MOST_ISSUES = 100;
    private static final String RESTORE = "restore";

    /** Refuses a malformed body, and names the field. */
    static IssuesRequest parse(JsonObject body) {
        if (!(body.getValue("action") instanceof String action)) {
            throw Refusal.malformed("action is missing");
        }
        if (action.equals(RESTORE)) {
            Map<UUID, IssueOrder.Former> states = states(body);
            return new IssuesRequest(List.copyOf(states.keySet()), new IssueOrder.Restore(states));
        }
        return new IssuesRequest(issues(body), order(action, body));
    }

    private static IssueOrder order(String action, JsonObject body) {
        if (action.equals("assign")) {
            return new IssueOrder.Assign(IssueActions.assignee(body));
        }
        return IssueStatus.ofVerb(action)
                .map(IssueOrder.SetStatus::new)
                .orElseThrow(() -> Refusal.malformed(
                        "action must be one of resolve, unresolve, archive, discard, delete," + " assign, restore"));
    }

    private static List<UUID> issues(JsonObject body) {
        Set<UUID> issues = new LinkedHashSet<>();
        for (Object each : list(body, "issue_ids")) {
            boolean unused = issues.add(id("issue_ids", each));
        }
        return List.copyOf(issues);
    }

    private static Map<UUID, IssueOrder.Former> states(JsonObject body) {
        Map<UUID, IssueOrder.Former> states = new LinkedHashMap<>();
        for (Object each : list(body, "states")) {
            if (!(each instanceof JsonObject state)) {
                throw Refusal.malformed("states must hold objects alone");
            }
            UUID issue = id("states.id", state.getValue("id"));
            if (states.put(issue, former(state)) != null) {
                throw Refusal.malformed("states names issue " + issue + " twice");
            }
        }
        return states;
    }

    private static IssueOrder.Former former(JsonObject state) {
        IssueStatus status = state.getValue("status") instanceof String name
                ? IssueStatus.parse(name)
                        .filter(known -> known != IssueStatus.DELETED)
                        .orElse(null)
                : null;
        if (status == null) {
            throw Refusal.malformed("states.status must be one of unresolved, resolved, archived, discarded");
        }
        if (!(state.getValue("changed") instanceof String changed)) {
            throw Refusal.malformed("states.changed is missing");
        }
        Object assignee = state.getValue("assigned_to");
        return new IssueOrder.Former(
                new IssueState(status, assignee == null ? null : id("states.assigned_to", assignee)), changed);
    }

    private static UUID id(String name, Object value) {
        if (value instanceof String text) {
            return Parameters.uuid(name, text);
        }
        throw Refusal.malformed(name + " must be a UUID");
    }

    private static JsonArray list(JsonObject body, String name) {
        if (body.getValue(name) instanceof JsonArray array && !array.isEmpty() && array.size() <= MOST_ISSUES) {
            return array;
        }
        throw Refusal.malformed(name + " must be a list of 1 to " + MOST_ISSUES);
    }
}
