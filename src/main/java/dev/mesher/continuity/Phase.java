package dev.mesher.continuity;

/** How far a request is. */
enum Phase {
    /** On its way to the store; nobody was told anything. */
    SUBMITTED("submitted", "pending"),
    /** Final: in PostgreSQL, or in a journal. */
    COMPLETED("completed", "succeeded"),
    /** Refused: nothing of it is kept. */
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
        throw new IllegalArgumentException("an unknown phase: " + wireName);
    }

    String wireName() {
        return wireName;
    }

    /** As operators see what came of it. */
    String result() {
        return result;
    }
}
