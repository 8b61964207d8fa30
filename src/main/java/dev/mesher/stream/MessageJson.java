package dev.mesher.stream;

import dev.mesher.decode.StoredJson;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.event.StoredEvent;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The JSON of the stream's messages. */
final class MessageJson {
    static final int MOST_EVENT_BYTES = 32 * 1024;

    private static final byte[] EVENT = utf8("{\"type\":\"event\",\"issue_id\":\"");
    private static final byte[] DATA = utf8("\",\"data\":");
    private static final byte END = '}';

    private MessageJson() {}

    /** The event's stored JSON, or only its main fields when it is large. */
    static StreamMessage event(StoredEvent stored) {
        byte[] kept = stored.event().event().json();
        byte[] sent = kept.length <= MOST_EVENT_BYTES ? StoredJson.whole(kept) : kept;
        byte[] data = sent.length <= MOST_EVENT_BYTES
                ? sent
                : EventHead.json(stored.event().event());
        ByteArrayOutputStream json = new ByteArrayOutputStream(EVENT.length + 36 + DATA.length + data.length + 1);
        json.writeBytes(EVENT);
        json.writeBytes(utf8(stored.issueId().toString()));
        json.writeBytes(DATA);
        json.writeBytes(data);
        json.write(END);
        return StreamMessage.event(
                stored.event().projectId(),
                stored.event().event().level(),
                stored.event().event().environment(),
                stored.newIssue() || stored.regression(),
                json.toByteArray(),
                stored.event().receivedAt().toEpochMilli());
    }

    static StreamMessage regression(StoredEvent stored) {
        return issue(new IssueChanged(stored.event().projectId(), stored.issueId(), IssueAction.UNRESOLVED));
    }

    static StreamMessage issue(IssueChanged changed) {
        return StreamMessage.notice(
                changed.projectId(),
                changed.action() != IssueAction.ASSIGNED,
                encoded(new JsonObject()
                        .put("type", "issue")
                        .put("action", changed.action().wireName())
                        .put("issue_id", changed.issueId().toString())));
    }

    static StreamMessage activity(ActivityAdded added) {
        return StreamMessage.notice(
                added.projectId(),
                false,
                encoded(new JsonObject()
                        .put("type", "activity")
                        .put("issue_id", added.issueId().toString())
                        .put("activity", new JsonObject(added.json()))));
    }

    static StreamMessage issueCount(UUID project, long unresolved) {
        return StreamMessage.notice(
                project,
                false,
                encoded(new JsonObject()
                        .put("type", "issue_count")
                        .put("project_id", project.toString())
                        .put("count", unresolved)));
    }

    /**
     * The message of an alert. {@code condition} is the type of the rule's condition, {@code condition_snapshot} the
     * whole condition.
     */
    static StreamMessage alert(AlertRaised alert) {
        JsonObject condition = new JsonObject(alert.condition());
        return StreamMessage.notice(
                alert.projectId(),
                false,
                encoded(new JsonObject()
                        .put("type", "alert")
                        .put("alert_id", alert.alertId().toString())
                        .put("rule_name", alert.ruleName())
                        .put("condition", condition.getString("condition_type"))
                        .put("condition_snapshot", condition)
                        .put("message", alert.message())));
    }

    static StreamMessage hello(UUID project, String cursor, String node) {
        return StreamMessage.notice(
                project,
                false,
                encoded(new JsonObject()
                        .put("type", "hello")
                        .put("cursor", cursor)
                        .put("node", node)));
    }

    static StreamMessage filtersUpdated(UUID project) {
        return StreamMessage.notice(project, false, encoded(new JsonObject().put("type", "filters_updated")));
    }

    static StreamMessage error(UUID project, String words) {
        return StreamMessage.notice(
                project, false, encoded(new JsonObject().put("type", "error").put("error", words)));
    }

    static byte[] dropped(long count) {
        return encoded(new JsonObject().put("type", "dropped").put("count", count));
    }

    private static byte[] encoded(JsonObject message) {
        return message.toBuffer().getBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
