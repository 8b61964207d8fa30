package dev.mesher.merge;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of a new issue, taken from one of its events.
 *
 * @param seen when that event was received: the first and last time until other events have been moved
 */
record Headline(String title, @Nullable String culprit, String level, OffsetDateTime seen) {}
