package dev.mesher.merge;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a new issue is called in lists, by one of its events.
 *
 * @param seen when the event was received: the first time and last, until others have followed
 */
record Headline(String title, @Nullable String culprit, String level, OffsetDateTime seen) {}
