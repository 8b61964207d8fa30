package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.event.UserFeedback;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a user says, in the old form ({@code user_report}) and in the new one ({@code feedback}). */
final class FeedbackItem {
    private static final int MESSAGE_LENGTH = 8_192;
    private static final int NAME_LENGTH = 255;
    private static final int URL_LENGTH = 2_048;

    private FeedbackItem() {}

    /**
     * Null when it says nothing, or is about no event.
     *
     * @param headerId the event of the envelope: in the old form what this is about, in the new one this itself
     */
    static @Nullable UserFeedback of(String type, ObjectNode payload, @Nullable UUID headerId) {
        SentryFields sent = new SentryFields(payload, FieldPath.ROOT, new Notes());
        return type.equals("user_report") ? report(sent, headerId) : feedback(sent, headerId);
    }

    private static @Nullable UserFeedback report(SentryFields sent, @Nullable UUID headerId) {
        UUID named = EventIds.parse(sent.any("event_id"));
        UUID event = named == null ? headerId : named;
        String message = sent.text("comments", MESSAGE_LENGTH);
        return event == null || message == null
                ? null
                : new UserFeedback(
                        null, event, sent.text("name", NAME_LENGTH), sent.text("email", NAME_LENGTH), message, null);
    }

    private static @Nullable UserFeedback feedback(SentryFields sent, @Nullable UUID headerId) {
        SentryFields contexts = sent.object("contexts");
        SentryFields said = contexts == null ? null : contexts.object("feedback");
        if (said == null) {
            return null;
        }
        UUID event = EventIds.parse(said.any("associated_event_id"));
        String message = said.text("message", MESSAGE_LENGTH);
        UUID own = EventIds.parse(sent.any("event_id"));
        return event == null || message == null
                ? null
                : new UserFeedback(
                        own == null ? headerId : own,
                        event,
                        said.text("name", NAME_LENGTH),
                        said.text("contact_email", NAME_LENGTH),
                        message,
                        said.text("url", URL_LENGTH));
    }
}
