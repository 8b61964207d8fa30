package dev.mesher.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event that was taken. Given out only when it is final.
 *
 * @param id Mesher's id of the event; of the first one when this was sent again
 * @param issueId null while the event waits in the journal, and for one that is not kept
 */
public record Receipt(Status status, UUID id, @Nullable UUID issueId) {

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
    }
}
