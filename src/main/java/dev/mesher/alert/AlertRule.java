package dev.mesher.alert;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A rule that may fire now: it is enabled and its condition is valid. One that judges the whole project's events is not in
 * its cool-down. One that judges issues has a cool-down for each issue.
 *
 * @param cooldown zero for none
 * @param since older events do not make the rule fire: when it was created, got its condition, or, when it judges the
 *     whole project's events, last fired
 */
record AlertRule(UUID id, UUID projectId, AlertCondition condition, Duration cooldown, OffsetDateTime since) {}
