package dev.mesher.group;

import dev.mesher.event.Event;

/** Why an event that is stored belongs to its group, by the current algorithm. */
public final class Explanation {
    private Explanation() {}

    public static Grouping of(Event event) {
        return Fingerprint.of(event);
    }
}
