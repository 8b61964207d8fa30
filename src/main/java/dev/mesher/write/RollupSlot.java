package dev.mesher.write;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The row of a project's hour to which a writer adds its counts ({@code project_hours.slot}). Writers that use the same
 * row wait for each other's commits, so there are more rows than a cluster usually has writers. The project's count is
 * the sum of the rows.
 */
record RollupSlot(short number) {
    private static final int WRITERS = 32;

    /** The slot after those of the writers, for events from a journal. */
    static final RollupSlot OF_JOURNALS = new RollupSlot((short) WRITERS);

    /** A random one of the writers' slots. */
    static RollupSlot ofWriter() {
        return new RollupSlot((short) ThreadLocalRandom.current().nextInt(WRITERS));
    }
}
