package dev.mesher.attachment;

import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import java.time.Instant;
import java.util.UUID;

/** What a client sent along with an event of {@link #project()}. */
public sealed interface Extra {
    UUID project();

    /** The client's event id. */
    UUID event();

    Instant receivedAt();

    /** A file. */
    record File(UUID project, UUID event, Instant receivedAt, Attachment attachment) implements Extra {}

    /** A user's feedback about the event. */
    record Said(UUID project, Instant receivedAt, UserFeedback feedback) implements Extra {
        @Override
        public UUID event() {
            return feedback.eventId();
        }
    }
}
