package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Issues that have far more events than they used to. */
final class SpikeJudge implements Judge {
    /** Longer than a batch takes from receiving its events to their commit. */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        List<Firing> firings = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (ActivityStore.Change change : news.changes()) {
            for (AlertRule rule : news.rules(change.projectId(), AlertCondition.Spike.class)) {
                done = done.compose(next -> spikes(transaction, news, change, rule))
                        .map(spikes -> {
                            spikes.forEach(spike -> firings.add(
                                    new Firing(rule, spike.issueId(), "Spike: " + spike.title(), spike.lastSeen())));
                            return null;
                        });
            }
        }
        return done.map(all -> firings);
    }

    private static Future<List<SpikeStore.Spike>> spikes(
            SqlConnection transaction, News news, ActivityStore.Change change, AlertRule rule) {
        OffsetDateTime since = news.late(change)
                ? ActivityStore.latest(change.firstHour(), rule.since())
                : news.now().minus(OVERLAP);
        return SpikeStore.seen(transaction, change.projectId(), since);
    }
}
