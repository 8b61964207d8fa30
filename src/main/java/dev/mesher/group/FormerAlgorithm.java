package dev.mesher.group;

import dev.mesher.event.Event;
import java.util.List;

/**
 * A grouping algorithm that came before the current one. When {@link Fingerprint#ALGORITHM} is raised, what it was before
 * is kept as one of these and put in front of {@link #KNOWN}: the issues that it opened and that were seen in the last 30
 * days then take the new fingerprints, instead of being opened a second time. It can go 30 days after its last release.
 */
@FunctionalInterface
public interface FormerAlgorithm {
    /** Those that this version knows, newest first. */
    List<FormerAlgorithm> KNOWN = List.of();

    /** What it comes to, with its own version; the same for the same event for as long as it is kept. */
    Grouping group(Event event);
}
