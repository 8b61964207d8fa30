package dev.mesher.merge;

import dev.mesher.event.ExceptionInfo;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of a new issue, taken from one of its events.
 *
 * @param exception null when the event has none
 * @param seen when that event was received: the first and last time until other events have been moved
 */
record Headline(
        String title, @Nullable String culprit, @Nullable ExceptionInfo exception, String level, OffsetDateTime seen) {}
