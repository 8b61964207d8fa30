package dev.mesher.cli.load;

/**
 * Compares what was acknowledged with what is stored.
 *
 * @param acknowledged events that the node acknowledged
 * @param unknown events whose outcome is not known, such as those without an answer
 * @param stored stored events of the run
 * @param distinct distinct client event ids among them
 */
record Proof(long acknowledged, long unknown, long stored, long distinct) {

    /** Events that were acknowledged but are not stored. This must never happen. */
    long missing() {
        return Math.max(0, acknowledged - distinct);
    }

    /** Stored more than once. */
    long doubled() {
        return stored - distinct;
    }

    /** Events that are stored although the node refused them. */
    long unexpected() {
        return Math.max(0, distinct - acknowledged - unknown);
    }

    boolean holds() {
        return missing() == 0 && doubled() == 0 && unexpected() == 0;
    }
}
