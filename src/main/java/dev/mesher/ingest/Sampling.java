package dev.mesher.ingest;

import dev.mesher.event.Event;
import dev.mesher.event.Project;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Applies a project's sample rate. A hash of the client's event id decides, so a repeated event gets the same decision.
 * For an event without an id, a random number decides.
 */
final class Sampling {
    private static final double RANGE = 0x1p53;

    private Sampling() {}

    static boolean keeps(Project project, Event event) {
        if (project.sampleRate() >= 1.0) {
            return true;
        }
        UUID id = event.eventId();
        double place = id == null ? ThreadLocalRandom.current().nextDouble() : place(id);
        return place < project.sampleRate();
    }

    /**
     * Maps an id to a number from 0.0 to 1.0. The numbers are spread evenly, however the client makes its ids
     * (finaliser of SplitMix64).
     */
    private static double place(UUID id) {
        long z = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) / RANGE;
    }
}
