package dev.mesher.write;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Which of the rows that count a project's hour a writer adds to ({@code project_hours.slot}). Writers that share a slot wait
 * for each other's commits, so there are more slots than a cluster has writers by habit. The count is the sum over the slots.
 */
record RollupSlot(short number) {
    private static final int WRITERS = 32;

    /** Behind those of the writers, for what comes from a journal. */
    static final RollupSlot OF_JOURNALS = new RollupSlot((short) WRITERS);

    /** One of the writers' slots, by chance. */
    static RollupSlot ofWriter() {
        return new RollupSlot((short) ThreadLocalRandom.current().nextInt(WRITERS));
    }
}
