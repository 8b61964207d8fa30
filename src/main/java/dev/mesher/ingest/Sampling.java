package dev.mesher.ingest;

import dev.mesher.event.Event;
import dev.mesher.event.Project;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A project's sample rate. A client's event id decides by its hash, so that the same event is always decided alike. */
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

    /** Spreads ids evenly over 0.0 to 1.0, whatever scheme the client makes them by (finaliser of SplitMix64). */
    private static double place(UUID id) {
        long z = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) / RANGE;
    }
}
