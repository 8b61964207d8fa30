package dev.mesher.alert;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A rule that may fire now: it is enabled, its condition is valid, and its cool-down is over.
 *
 * @param since when the rule was created or last fired; older events do not make it fire
 */
record AlertRule(UUID id, UUID projectId, AlertCondition condition, boolean coolsDown, OffsetDateTime since) {}
