package dev.mesher.attachment;

import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import java.time.Instant;
import java.util.UUID;

/** What a client sent besides events to {@link #project()}. */
public sealed interface Extra {
    UUID project();

    Instant receivedAt();

    /**
     * A file that belongs to an event.
     *
     * @param event the client's event id
     */
    record File(UUID project, UUID event, Instant receivedAt, Attachment attachment) implements Extra {}

    /** A user's feedback, about an event or about none. */
    record Said(UUID project, Instant receivedAt, UserFeedback feedback) implements Extra {}
}
