package dev.mesher.alert;

import dev.mesher.alert.FilterStore.Range;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks another judge, and leaves out the issues that have no event that meets the rule's filters. Compared are the first
 * events since the one that fired the rule; of a spike, those since an hour before.
 */
final class FilteredJudge implements Judge {
    private static final Duration HOUR = Duration.ofHours(1);

    /** An issue regresses with the newest event of a batch, which may hold a few more. */
    private static final Duration BATCH = Duration.ofMinutes(1);

    private final Judge judge;

    FilteredJudge(Judge judge) {
        this.judge = judge;
    }

    /** What one statement finds out. */
    private record Asked(AlertFilters filters, Duration before) {}

    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        return judge.judge(transaction, news).compose(found -> {
            List<Firing> kept = new ArrayList<>();
            Map<Asked, List<Firing>> asked = new HashMap<>();
            for (Firing firing : found) {
                AlertFilters filters = firing.rule().filters();
                if (filters.isEmpty()) {
                    kept.add(firing);
                } else {
                    asked.computeIfAbsent(new Asked(filters, before(firing)), key -> new ArrayList<>())
                            .add(firing);
                }
            }
            Future<Void> done = Future.succeededFuture();
            for (Map.Entry<Asked, List<Firing>> each : asked.entrySet()) {
                done = done.compose(next -> meeting(transaction, news.now(), each.getKey(), each.getValue()))
                        .map(kept::addAll)
                        .mapEmpty();
            }
            return done.map(all -> kept);
        });
    }

    private static Future<List<Firing>> meeting(
            SqlConnection transaction, OffsetDateTime now, Asked asked, List<Firing> firings) {
        // Rules with the same filters ask about the same issue once.
        Set<Range> ranges = new LinkedHashSet<>();
        for (Firing firing : firings) {
            OffsetDateTime from = firing.acceptedAt();
            if (firing.issue() != null) {
                boolean unused = ranges.add(new Range(
                        firing.issue(), from == null ? now.minus(HOUR) : from.minus(asked.before), now.plus(HOUR)));
            }
        }
        return FilterStore.meeting(transaction, asked.filters, ranges).map(issues -> firings.stream()
                .filter(firing -> firing.issue() != null && issues.contains(firing.issue()))
                .toList());
    }

    private static Duration before(Firing firing) {
        AlertCondition condition = firing.rule().condition();
        if (condition instanceof AlertCondition.Spike) {
            return HOUR;
        }
        return condition instanceof AlertCondition.Regression ? BATCH : Duration.ZERO;
    }
}
