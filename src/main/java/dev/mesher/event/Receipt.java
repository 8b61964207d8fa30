package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The final result of an event that was accepted.
 *
 * @param id Mesher's id of the event, or of the first one when the client sent it again; null for an event that is not
 *     kept
 * @param issueId null while the event waits in the journal, and for an event that is not kept
 */
public record Receipt(Status status, @Nullable UUID id, @Nullable UUID issueId) implements Result {
    @Override
    public Receipt receipt() {
        return this;
    }

    @Override
    public boolean refused() {
        return false;
    }

    /** The result of an event that the project's sample rate leaves out. */
    public static Receipt sampled() {
        return new Receipt(Status.SAMPLED, null, null);
    }

    /** The result of an event whose issue is discarded. */
    public static Receipt discarded() {
        return new Receipt(Status.DISCARDED, null, null);
    }

    /** Why an event is stored or not. */
    public enum Status {
        /** Stored now, or when the client first sent it. */
        ACCEPTED("accepted"),
        /** Left out by the project's sample rate. */
        SAMPLED("sampled"),
        /** Its issue is discarded. */
        DISCARDED("discarded");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        /**
         * The status with this {@link #wireName}.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Status of(String wireName) {
            for (Status status : values()) {
                if (status.wireName.equals(wireName)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("an unknown status: " + wireName);
        }
    }
}
