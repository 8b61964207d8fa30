package dev.mesher.api.issue;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the actions on an issue change.
 *
 * @param assignee null when nobody has the issue
 */
record IssueState(IssueStatus status, @Nullable UUID assignee) {
    JsonObject json() {
        return new JsonObject()
                .put("status", status.wireName())
                .put("assigned_to", assignee == null ? null : assignee.toString());
    }
}
