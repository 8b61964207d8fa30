package dev.mesher.event;

import java.util.UUID;

/**
 * An event that was just committed, announced to all parts that follow events.
 *
 * @param newIssue whether the event opened its issue
 * @param regression whether the event reopened its resolved issue
 */
public record StoredEvent(GroupedEvent event, UUID issueId, boolean newIssue, boolean regression) {}
