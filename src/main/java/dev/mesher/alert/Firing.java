package dev.mesher.alert;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule's condition is true. An alert follows unless the rule is in its cool-down.
 *
 * @param issue null when the rule judges the whole project's events
 * @param message what the alert says
 * @param acceptedAt when the event that made the condition true was accepted; null when that is not known
 */
record Firing(AlertRule rule, @Nullable UUID issue, String message, @Nullable OffsetDateTime acceptedAt) {}
