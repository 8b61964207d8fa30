package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.event.UserFeedback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's feedback. The item {@code user_report} is the old form, with fields of its own. The item {@code feedback} is the
 * new form, an event whose {@code contexts.feedback} has the text.
 */
final class FeedbackItem {
    private static final int MESSAGE_LENGTH = 8_192;
    private static final int NAME_LENGTH = 255;
    private static final int URL_LENGTH = 2_048;
    private static final int ID_LENGTH = 64;
    private static final int CONTEXTS_DEPTH = 5;
    private static final int CONTEXTS_CHARACTERS = 16 * 1024;
    private static final String FEEDBACK = "feedback";

    private FeedbackItem() {}

    /**
     * Null when it has no message.
     *
     * @param headerId the {@code event_id} of the envelope: in the old form the id of the event that the feedback is about,
     *     in the new form the id of the feedback itself
     */
    static @Nullable UserFeedback of(String type, ObjectNode payload, @Nullable UUID headerId) {
        SentryFields sent = new SentryFields(payload, FieldPath.ROOT, new Notes());
        return type.equals("user_report") ? report(sent, headerId) : feedback(sent, headerId);
    }

    private static @Nullable UserFeedback report(SentryFields sent, @Nullable UUID headerId) {
        UUID named = EventIds.parse(sent.any("event_id"));
        String message = message(sent, "comments");
        return message == null
                ? null
                : new UserFeedback(
                        null,
                        named == null ? headerId : named,
                        sent.text("name", NAME_LENGTH),
                        sent.text("email", NAME_LENGTH),
                        message,
                        null,
                        null,
                        null);
    }

    private static @Nullable UserFeedback feedback(SentryFields sent, @Nullable UUID headerId) {
        SentryFields contexts = sent.object("contexts");
        SentryFields said = contexts == null ? null : contexts.object(FEEDBACK);
        String message = said == null ? null : message(said, "message");
        if (contexts == null || said == null || message == null) {
            return null;
        }
        UUID own = EventIds.parse(sent.any("event_id"));
        return new UserFeedback(
                own == null ? headerId : own,
                EventIds.parse(said.any("associated_event_id")),
                said.text("name", NAME_LENGTH),
                said.text("contact_email", NAME_LENGTH),
                message,
                said.text("url", URL_LENGTH),
                said.text("replay_id", ID_LENGTH),
                others(contexts));
    }

    /** Null when it is missing or blank. */
    private static @Nullable String message(SentryFields said, String name) {
        String message = said.text(name, MESSAGE_LENGTH);
        return message == null || message.isBlank() ? null : message;
    }

    /** The contexts without the feedback, as JSON; null when there are no others. */
    private static @Nullable String others(SentryFields contexts) {
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        contexts.node().properties().stream()
                .filter(field -> !field.getKey().equals(FEEDBACK))
                .forEach(field -> others.set(field.getKey(), field.getValue()));
        if (others.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = EventJson.generator(json)) {
            SizeBudget.writeFields(
                    out,
                    new SentryFields(others, contexts.path(), contexts.notes()),
                    CONTEXTS_DEPTH,
                    CONTEXTS_CHARACTERS,
                    CONTEXTS_CHARACTERS);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }
}
