package dev.mesher.alert;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A rule that may fire now: it is enabled, its condition is understood, and its cool-down is over.
 *
 * @param since when it was made, or fired last: what is older is no reason to fire
 */
record AlertRule(UUID id, UUID projectId, AlertCondition condition, boolean coolsDown, OffsetDateTime since) {}
