package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** So many events of a project within a window. Leaves rules with filters to {@link SampleJudge}. */
final class ThresholdJudge implements Judge {
    private final ThresholdMemory memory;

    ThresholdJudge(ThresholdMemory memory) {
        this.memory = memory;
    }

    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        List<Firing> firings = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (ActivityStore.Change change : news.changes()) {
            memory.came(change.projectId(), change.more());
            for (AlertRule rule : news.rules(change.projectId(), AlertCondition.Threshold.class)) {
                if (rule.sampled()) {
                    continue;
                }
                AlertCondition.Threshold condition = (AlertCondition.Threshold) rule.condition();
                done = done.compose(next -> reached(transaction, news, change, rule, condition))
                        .compose(reached -> reached
                                ? ActivityStore.newestEvent(transaction, news.now(), change.projectId())
                                        .map(newest -> firings.add(new Firing(rule, null, describe(condition), newest)))
                                        .mapEmpty()
                                : Future.succeededFuture());
            }
        }
        return done.map(all -> firings);
    }

    /**
     * Evaluates the window that ends now. If events came late, it also evaluates all windows that they may have filled.
     */
    private Future<Boolean> reached(
            SqlConnection transaction,
            News news,
            ActivityStore.Change change,
            AlertRule rule,
            AlertCondition.Threshold condition) {
        UUID project = change.projectId();
        boolean late = news.late(change);
        if (!late && !change.less() && !memory.mayReach(project, rule.id(), condition)) {
            return Future.succeededFuture(false);
        }
        return ActivityStore.eventsSince(transaction, news.now(), project, condition.window(), condition.events())
                .compose(events -> {
                    memory.counted(project, rule.id(), condition, events);
                    return events < condition.events() && late
                            ? reachedByLateEvents(transaction, news, change, rule, condition)
                            : Future.succeededFuture(events >= condition.events());
                });
    }

    private static Future<Boolean> reachedByLateEvents(
            SqlConnection transaction,
            News news,
            ActivityStore.Change change,
            AlertRule rule,
            AlertCondition.Threshold condition) {
        OffsetDateTime from =
                ActivityStore.latest(change.firstHour(), rule.since().plus(condition.window()));
        return ActivityStore.dense(
                transaction, news.now(), change.projectId(), from, condition.window(), condition.events());
    }

    private static String describe(AlertCondition.Threshold condition) {
        return condition.events() + " events or more within "
                + condition.window().toMinutes() + " minutes";
    }
}
