package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event that was taken. Given out only when it is final.
 *
 * @param id Mesher's id of the event, of the first one when this was sent again; null for one that is not kept
 * @param issueId null while the event waits in the journal, and for one that is not kept
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

    /** For an event that the project's sample rate leaves out: it never gets an id. */
    public static Receipt sampled() {
        return new Receipt(Status.SAMPLED, null, null);
    }

    /** For an event whose issue is discarded. */
    public static Receipt discarded() {
        return new Receipt(Status.DISCARDED, null, null);
    }

    /** Why an event is, or is not, in the store. */
    public enum Status {
        /** Committed, now or when it was first sent. */
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
         * The status that {@link #wireName} names.
         *
         * @throws IllegalArgumentException when it names none
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
