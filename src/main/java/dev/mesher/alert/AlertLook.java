package dev.mesher.alert;

import dev.mesher.event.ActivityAdded;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look, in one transaction: it evaluates the rules against everything that was stored since the last look. */
final class AlertLook {
    private static final int CAUSES = 2_000;

    /** Longer than a batch takes from receiving its events to their commit. */
    private static final int OVERLAP_SECONDS = 20;

    private final SqlConnection transaction;
    private final ThresholdMemory memory;
    private final boolean late;
    private final Findings findings = new Findings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Set<UUID> fired = new HashSet<>();

    /**
     * What to announce once the look is committed.
     *
     * @param raised the look adds to it
     */
    record Findings(List<AlertRaised> raised, List<IssueChanged> reopened, List<ActivityAdded> activities) {}

    /**
     * @param late whether events of the current hour may have been stored long after they were received
     */
    AlertLook(SqlConnection transaction, ThresholdMemory memory, boolean late) {
        this.transaction = transaction;
        this.memory = memory;
        this.late = late;
    }

    Future<Findings> look() {
        return AlertStore.takeCauses(transaction, CAUSES)
                .compose(causes -> ActivityStore.changes(transaction)
                        .compose(changes -> AlertStore.rules(transaction, projects(causes, changes))
                                .compose(rules -> each(causes, cause -> judge(cause, rules))
                                        .compose(next -> each(changes, change -> judge(change, rules)))))
                        // Last, because ingest waits for the issues that this locks.
                        .compose(judged -> reopen(causes)))
                .map(done -> findings);
    }

    private Future<Void> reopen(List<AlertCause> causes) {
        Set<UUID> archived = causes.stream()
                .filter(cause -> cause.kind() == AlertCause.Kind.ARCHIVED)
                .map(AlertCause::issueId)
                .collect(Collectors.toSet());
        return archived.isEmpty()
                ? Future.succeededFuture()
                : SpikeStore.archived(transaction, archived)
                        .compose(spikes -> SpikeStore.reopen(transaction, spikes))
                        .map(activities -> {
                            activities.forEach(activity -> findings.reopened.add(new IssueChanged(
                                    activity.projectId(), activity.issueId(), IssueAction.UNRESOLVED)));
                            findings.activities.addAll(activities);
                            return null;
                        });
    }

    private Future<Void> judge(AlertCause cause, List<AlertRule> rules) {
        return switch (cause.kind()) {
            case NEW_ISSUE ->
                each(
                        of(rules, cause.projectId(), AlertCondition.NewIssue.class),
                        rule -> raise(rule, "New issue: " + cause.title(), cause.issueId()));
            case REGRESSION ->
                each(
                        of(rules, cause.projectId(), AlertCondition.Regression.class),
                        rule -> raise(rule, "Regression: " + cause.title(), cause.issueId()));
            case ARCHIVED -> Future.succeededFuture();
        };
    }

    private Future<Void> judge(ActivityStore.Change change, List<AlertRule> rules) {
        memory.came(change.projectId(), change.more());
        return each(
                        of(rules, change.projectId(), AlertCondition.Threshold.class),
                        rule -> threshold(change, rule, (AlertCondition.Threshold) rule.condition()))
                .compose(next ->
                        each(of(rules, change.projectId(), AlertCondition.Spike.class), rule -> spikes(change, rule)));
    }

    /**
     * Evaluates the window that ends now. If events came late, it also evaluates all windows that they may have filled.
     */
    private Future<Void> threshold(ActivityStore.Change change, AlertRule rule, AlertCondition.Threshold condition) {
        UUID project = change.projectId();
        boolean cameLate = late || change.past();
        if (!cameLate && !change.less() && !memory.mayReach(project, rule.id(), condition)) {
            return Future.succeededFuture();
        }
        return ActivityStore.eventsSince(transaction, project, condition.window(), condition.events())
                .compose(events -> {
                    memory.counted(project, rule.id(), condition, events);
                    return events < condition.events() && cameLate
                            ? reachedByLateEvents(change, rule, condition)
                            : Future.succeededFuture(events >= condition.events());
                })
                .compose(reached -> reached ? raise(rule, describe(condition), null) : Future.succeededFuture());
    }

    private Future<Boolean> reachedByLateEvents(
            ActivityStore.Change change, AlertRule rule, AlertCondition.Threshold condition) {
        OffsetDateTime from = latest(change.firstHour(), rule.since().plus(condition.window()));
        return ActivityStore.dense(transaction, change.projectId(), from, condition.window(), condition.events());
    }

    private Future<Void> spikes(ActivityStore.Change change, AlertRule rule) {
        OffsetDateTime since = late || change.past()
                ? latest(change.firstHour(), rule.since())
                : OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(OVERLAP_SECONDS);
        return SpikeStore.seen(transaction, change.projectId(), since)
                .compose(spikes -> each(spikes, spike -> raise(rule, "Spike: " + spike.title(), spike.issueId())));
    }

    /**
     * Raises an alert. A rule with a cool-down fires once in a look.
     *
     * @param issue null when the rule counts the whole project's events
     */
    private Future<Void> raise(AlertRule rule, String message, @Nullable UUID issue) {
        if (rule.coolsDown() && fired.contains(rule.id())) {
            return Future.succeededFuture();
        }
        return AlertStore.raise(transaction, rule, message, issue).map(raised -> {
            boolean unused = fired.add(rule.id());
            raised.ifPresent(findings.raised::add);
            return null;
        });
    }

    private static OffsetDateTime latest(OffsetDateTime one, OffsetDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    private static String describe(AlertCondition.Threshold condition) {
        return condition.events() + " events or more within "
                + condition.window().toMinutes() + " minutes";
    }

    private static Set<UUID> projects(List<AlertCause> causes, List<ActivityStore.Change> changes) {
        return Stream.concat(
                        causes.stream().map(AlertCause::projectId),
                        changes.stream().map(ActivityStore.Change::projectId))
                .collect(Collectors.toSet());
    }

    private static List<AlertRule> of(List<AlertRule> rules, UUID project, Class<? extends AlertCondition> condition) {
        return rules.stream()
                .filter(rule -> rule.projectId().equals(project) && condition.isInstance(rule.condition()))
                .toList();
    }

    private static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> step) {
        Future<Void> done = Future.succeededFuture();
        for (T one : all) {
            done = done.compose(next -> step.apply(one));
        }
        return done;
    }
}
