package dev.mesher.group;

import dev.mesher.event.Event;

/** Why an event that is stored belongs to its group. */
public final class Explanation {
    /** The version of the current algorithm. */
    public static final int ALGORITHM = Fingerprint.ALGORITHM;

    private Explanation() {}

    /** By the current algorithm. */
    public static Grouping of(Event event) {
        return Fingerprint.of(event);
    }

    /** By the algorithm that came to {@code fingerprint}; by the current one, when none that is known does. */
    public static Grouping of(Event event, String fingerprint) {
        Grouping former = FormerFingerprint.explain(event);
        return former.fingerprint().equals(fingerprint)
                        && !Fingerprint.of(event).fingerprint().equals(fingerprint)
                ? former
                : Fingerprint.of(event);
    }
}
