package dev.mesher.api.episode;

import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import dev.mesher.text.OneLine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What PagerDuty says has become of an incident that Mesher opened.
 *
 * @param episode the incident's key, which is the {@code dedup_key} by which Mesher opened it
 * @param byUser whether a person did it, and not PagerDuty itself or a program
 * @param who the person's name; null when there is none
 * @see <a href="https://developer.pagerduty.com/docs/webhooks-overview">PagerDuty: webhooks</a>
 */
record PagerDutyEvent(AlertAction action, UUID episode, boolean byUser, @Nullable String who) {
    private static final int MAX_NAME = 200;

    /**
     * Reads the body of a webhook. Empty when it tells of something else.
     *
     * @throws Refusal when the body is not a JSON object
     */
    static Optional<PagerDutyEvent> parse(Buffer body) {
        JsonObject event = object(json(body), "event");
        Optional<AlertAction> action =
                switch (text(event, "event_type")) {
                    case "incident.acknowledged" -> Optional.of(AlertAction.ACKNOWLEDGE);
                    case "incident.resolved" -> Optional.of(AlertAction.RESOLVE);
                    default -> Optional.empty();
                };
        Optional<UUID> episode = Uuids.parseDashed(text(object(event, "data"), "incident_key"));
        JsonObject agent = object(event, "agent");
        boolean byUser = text(agent, "type").equals("user_reference");
        String name = byUser ? OneLine.of(text(agent, "summary"), MAX_NAME) : "";
        return action.flatMap(
                does -> episode.map(of -> new PagerDutyEvent(does, of, byUser, name.isEmpty() ? null : name)));
    }

    private static JsonObject json(Buffer body) {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException broken) {
            throw Refusal.malformed("the body is not a JSON object");
        }
    }

    private static JsonObject object(JsonObject of, String name) {
        return of.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject of, String name) {
        return of.getValue(name) instanceof String text ? text : "";
    }
}
