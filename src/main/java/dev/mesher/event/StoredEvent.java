package dev.mesher.event;

import java.util.UUID;

/**
 * An event that has just been committed, announced to whoever consumes events.
 *
 * @param newIssue the event opened its issue
 * @param regression the event reopened its resolved issue
 */
public record StoredEvent(GroupedEvent event, UUID issueId, boolean newIssue, boolean regression) {}
