package dev.mesher.event;

import java.util.Set;
import java.util.UUID;

/** Issues of one project that were changed otherwise than by a user or by events that are announced themselves. */
public record IssuesTouched(UUID projectId, Set<UUID> issueIds) {}
