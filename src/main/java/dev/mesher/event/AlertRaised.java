package dev.mesher.event;

import java.util.UUID;

/**
 * An alert that was stored and has to be shown.
 *
 * @param condition the rule's condition, a JSON object
 */
public record AlertRaised(UUID projectId, UUID alertId, String ruleName, String condition, String message) {}
