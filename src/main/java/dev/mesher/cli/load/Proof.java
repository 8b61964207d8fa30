package dev.mesher.cli.load;

/**
 * What was promised against what is stored.
 *
 * @param acknowledged events that the node promised to have stored
 * @param unknown events whose outcome nobody knows: no answer came
 * @param stored events of the run in the store
 * @param distinct distinct ones among them, by the client's id
 */
record Proof(long acknowledged, long unknown, long stored, long distinct) {

    /** Acknowledged, and not stored: the fault that must not be. */
    long missing() {
        return Math.max(0, acknowledged - distinct);
    }

    /** Stored more than once. */
    long doubled() {
        return stored - distinct;
    }

    /** Stored although the node said that it would not be. */
    long unexpected() {
        return Math.max(0, distinct - acknowledged - unknown);
    }

    boolean holds() {
        return missing() == 0 && doubled() == 0 && unexpected() == 0;
    }
}
