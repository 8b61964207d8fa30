package dev.mesher.group;

import dev.mesher.event.Event;
import java.util.List;

/**
 * A grouping algorithm that came before the current one. When {@link Fingerprint#ALGORITHM} is raised, the former
 * algorithm is kept as one of these and is added at the front of {@link #KNOWN}. Issues that it opened and that were
 * seen in the last 30 days then get the new fingerprints, and are not opened a second time. It can be removed 30 days
 * after the release of the new algorithm.
 */
@FunctionalInterface
public interface FormerAlgorithm {
    /** The former algorithms that this version knows, newest first. */
    List<FormerAlgorithm> KNOWN = List.of();

    /**
     * The grouping by this algorithm, with its own version. The result for an event must not change while the algorithm
     * is kept.
     */
    Grouping group(Event event);
}
