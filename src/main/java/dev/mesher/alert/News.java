package dev.mesher.alert;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was stored since the last look, and the rules that it may fire. */
final class News {
    private final OffsetDateTime now;
    private final boolean late;
    private final List<AlertCause> causes;
    private final List<ActivityStore.Change> changes;
    private final Map<UUID, List<AlertRule>> rules;

    /**
     * @param now by PostgreSQL's clock
     * @param late whether events of the current hour may have been stored long after they were received
     * @param rules all that may fire, of all projects that have news
     */
    News(
            OffsetDateTime now,
            boolean late,
            List<AlertCause> causes,
            List<ActivityStore.Change> changes,
            List<AlertRule> rules) {
        this.now = now;
        this.late = late;
        this.causes = List.copyOf(causes);
        this.changes = List.copyOf(changes);
        this.rules = rules.stream().collect(Collectors.groupingBy(AlertRule::projectId));
    }

    /** The time of the look. Statements take it as a parameter and do not read the clock. */
    OffsetDateTime now() {
        return now;
    }

    /** What happened to issues. */
    List<AlertCause> causes() {
        return causes;
    }

    /** How the counts of events changed; one for each project that has a rule on counts. */
    List<ActivityStore.Change> changes() {
        return changes;
    }

    /** Whether the project's events may have been stored long after they were received. */
    boolean late(ActivityStore.Change change) {
        return late || change.past();
    }

    /** The project's rules with such a condition, the oldest first. */
    List<AlertRule> rules(UUID project, Class<? extends AlertCondition> condition) {
        return rules.getOrDefault(project, List.of()).stream()
                .filter(rule -> condition.isInstance(rule.condition()))
                .toList();
    }
}
