package dev.mesher.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event's neighbours in its issue.
 *
 * @param nextId the next newer one; null at the newest
 * @param prevId the next older one; null at the oldest
 */
record Navigation(@Nullable UUID nextId, @Nullable UUID prevId) {}
