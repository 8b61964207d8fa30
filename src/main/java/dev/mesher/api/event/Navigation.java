package dev.mesher.api.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of other events of an event's issue.
 *
 * @param nextId the next newer event; null at the newest
 * @param prevId the next older event; null at the oldest
 * @param firstId the oldest stored event; null when the event was deleted meanwhile and the issue has no other
 * @param lastId the newest event; null as {@code firstId}
 */
record Navigation(@Nullable UUID nextId, @Nullable UUID prevId, @Nullable UUID firstId, @Nullable UUID lastId) {}
