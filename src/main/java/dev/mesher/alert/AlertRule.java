package dev.mesher.alert;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A rule that may fire now: it is enabled and its condition is valid. One that judges the whole project's events is not in
 * its cool-down. One that judges issues has a cool-down for each issue.
 *
 * @param filters which events and issues it judges
 * @param cooldown zero for none
 * @param since older events do not make the rule fire: when it was created, got its condition, or, when it judges the
 *     whole project's events, last fired
 */
record AlertRule(
        UUID id,
        UUID projectId,
        AlertCondition condition,
        AlertFilters filters,
        Duration cooldown,
        OffsetDateTime since) {

    /** Whether events are read to judge it. The counts of hours will do for the others. */
    boolean sampled() {
        return condition instanceof AlertCondition.Users
                || (condition instanceof AlertCondition.Threshold && !filters.isEmpty());
    }

    /** Whether the other one, an earlier or later state of this rule, judges by the same condition and filters. */
    boolean judgesLike(AlertRule other) {
        return condition.equals(other.condition) && filters.equals(other.filters);
    }
}
