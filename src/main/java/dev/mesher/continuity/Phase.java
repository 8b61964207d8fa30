package dev.mesher.continuity;

/** The progress of a request. */
enum Phase {
    /** On its way to PostgreSQL. The client has no answer yet. */
    SUBMITTED("submitted", "pending"),
    /** Stored in PostgreSQL or in a journal. */
    COMPLETED("completed", "succeeded"),
    /** Refused. Nothing of it is stored. */
    REJECTED("rejected", "rejected");

    private final String wireName;
    private final String result;

    Phase(String wireName, String result) {
        this.wireName = wireName;
        this.result = result;
    }

    static Phase of(String wireName) {
        for (Phase phase : values()) {
            if (phase.wireName.equals(wireName)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("unknown phase: " + wireName);
    }

    String wireName() {
        return wireName;
    }

    /** The result that operators see. */
    String result() {
        return result;
    }
}
