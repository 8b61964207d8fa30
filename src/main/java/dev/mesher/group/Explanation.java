package dev.mesher.group;

import dev.mesher.event.Event;
import java.util.List;

/** Explains why a stored event belongs to its group. */
public final class Explanation {
    /** The version of the current algorithm. */
    public static final int ALGORITHM = Fingerprint.ALGORITHM;

    private Explanation() {}

    /** The grouping by the current algorithm. */
    public static Grouping of(Event event) {
        return Fingerprint.of(event);
    }

    /**
     * The grouping by the algorithm whose result is {@code fingerprint}. If no known algorithm has that result, by the
     * current one.
     */
    public static Grouping of(Event event, String fingerprint) {
        return of(event, fingerprint, FormerAlgorithm.KNOWN);
    }

    static Grouping of(Event event, String fingerprint, List<FormerAlgorithm> formers) {
        Grouping current = Fingerprint.of(event);
        if (current.fingerprint().equals(fingerprint)) {
            return current;
        }
        return formers.stream()
                .map(former -> former.group(event))
                .filter(former -> former.fingerprint().equals(fingerprint))
                .findFirst()
                .orElse(current);
    }
}
