package dev.mesher.api.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of an event's neighbours in its issue.
 *
 * @param nextId the next newer event; null at the newest
 * @param prevId the next older event; null at the oldest
 */
record Navigation(@Nullable UUID nextId, @Nullable UUID prevId) {}
