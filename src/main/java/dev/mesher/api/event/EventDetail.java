package dev.mesher.api.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.StoredJson;
import dev.mesher.event.Refusal;
import dev.mesher.group.Explanation;
import dev.mesher.group.Grouping;
import dev.mesher.http.Times;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import dev.mesher.payload.UnknownDictionaryException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one event in full: Mesher's fields, then the client's, then fields that Mesher does not know. Encoding a
 * large event takes long, so it must not run on an event loop.
 */
final class EventDetail {
    /**
     * Keeps each number as the client wrote it. The shared table of field names is not used, so a client cannot fill
     * it.
     */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EventDetail() {}

    /**
     * Encodes the answer {@code {"event":{…},"navigation":{…}}}.
     *
     * @param feedback the users' feedback about the event
     */
    static Buffer encode(EventDetailRow stored, Navigation navigation, JsonArray feedback, Dictionaries dictionaries) {
        try {
            byte[] payload = payload(stored, dictionaries);
            JsonNode sent = JSON.readTree(payload);
            ObjectNode answer = JSON.createObjectNode();
            ObjectNode event = event(stored, sent);
            event.set("grouping", grouping(stored.fingerprint(), payload));
            if (!feedback.isEmpty()) {
                event.set("user_feedback", JSON.readTree(feedback.encode()));
            }
            answer.set("event", event);
            answer.putObject("navigation")
                    .put("next_id", text(navigation.nextId()))
                    .put("prev_id", text(navigation.prevId()))
                    .put("first_id", text(navigation.firstId()))
                    .put("last_id", text(navigation.lastId()));
            return Buffer.buffer(JSON.writeValueAsBytes(answer));
        } catch (IOException broken) {
            throw new UncheckedIOException("the payload of event " + stored.id() + " is not JSON", broken);
        }
    }

    private static byte[] payload(EventDetailRow stored, Dictionaries dictionaries) {
        try {
            return StoredJson.whole(Payload.expand(stored.payload().getBytes(), dictionaries));
        } catch (UnknownDictionaryException notYet) {
            throw Refusal.unavailable("the event cannot be read yet: this node has still to learn how");
        }
    }

    private static ObjectNode event(EventDetailRow stored, JsonNode sent) throws IOException {
        ObjectNode event = JSON.createObjectNode()
                .put("id", text(stored.id()))
                .put("project_id", text(stored.projectId()))
                .put("issue_id", text(stored.issueId()))
                .put("level", stored.level())
                .put("message", stored.message());
        event.put("fingerprint", stored.fingerprint());
        event.set("client_fingerprint", clientFingerprint(sent.path("fingerprint")));
        event.set("exception", or(sent.path("exception"), NullNode.instance));
        event.set("stacktrace", or(sent.path("stacktrace"), JSON.createArrayNode()));
        event.set("breadcrumbs", or(sent.path("breadcrumbs"), JSON.createArrayNode()));
        JsonNode tags = sent.path("tags");
        event.set("tags", tags.isObject() ? tags : JSON.readTree(stored.tags().encode()));
        event.set("extra", or(sent.path("extra"), JSON.createObjectNode()));
        event.set("user_context", or(sent.path("user_context"), JSON.createObjectNode()));
        event.put("sdk_name", text(sent.path("sdk_name")))
                .put("sdk_version", text(sent.path("sdk_version")))
                .put("environment", Objects.requireNonNullElse(stored.environment(), ""))
                .put("release", stored.release())
                .put("session_id", Objects.requireNonNullElse(stored.sessionId(), ""))
                .put("event_id", text(stored.eventId()));
        event.set("timestamp", or(sent.path("timestamp"), NullNode.instance));
        event.put("received_at", Times.text(stored.receivedAt()));
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!event.has(field.getKey())) {
                event.set(field.getKey(), field.getValue());
            }
        }
        return event;
    }

    /**
     * What the event was grouped by, computed again from the stored event. Null when this version cannot read the
     * event.
     */
    private static JsonNode grouping(String fingerprint, byte[] payload) {
        Grouping grouping;
        try {
            grouping = Explanation.of(NativeEvent.decodeStored(payload), fingerprint);
        } catch (RuntimeException | StackOverflowError | LinkageError unreadable) {
            return NullNode.instance;
        }
        ObjectNode explained = JSON.createObjectNode()
                .put("algorithm", grouping.algorithm())
                .put("fingerprint", grouping.fingerprint())
                .put("source", grouping.source().wireName());
        ArrayNode parts = explained.putArray("parts");
        grouping.parts()
                .forEach(part ->
                        parts.addObject().put("kind", part.kind().wireName()).put("value", part.value()));
        return explained;
    }

    /** The parts of the client's own fingerprint; none when it sent none. */
    private static ArrayNode clientFingerprint(JsonNode sent) {
        if (sent instanceof ArrayNode parts) {
            return parts;
        }
        ArrayNode parts = JSON.createArrayNode();
        return sent.isTextual() && !sent.textValue().isEmpty() ? parts.add(sent.textValue()) : parts;
    }

    /** Empty for what is not there; JSON for what is neither text nor a number. */
    private static String text(JsonNode sent) {
        if (sent.isMissingNode() || sent.isNull()) {
            return "";
        }
        return sent.isValueNode() ? sent.asText() : sent.toString();
    }

    private static JsonNode or(JsonNode sent, JsonNode absent) {
        return sent.isMissingNode() || sent.isNull() ? absent : sent;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
