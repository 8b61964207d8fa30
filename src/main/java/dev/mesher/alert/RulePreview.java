package dev.mesher.alert;

import dev.mesher.alert.FilterStore.Asked;
import dev.mesher.alert.FilterStore.Range;
import dev.mesher.alert.PreviewStore.Moment;
import dev.mesher.alert.PreviewStore.Read;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Tells when a rule would have fired in the last seven days. */
public final class RulePreview {
    private static final int MOST_TIMES = 100;
    private static final int MOST_AT_ONCE = 2;

    /** Most moments whose events are compared with filters. */
    private static final int MOST_RANGES = 2_000;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The rule itself is judged about so long after an issue was opened or came back, by the events until then. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Pool pool;
    private final AtomicInteger running = new AtomicInteger();

    public RulePreview(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a rule would have done.
     *
     * @param fired when it would have fired, the newest first, the newest hundred at most
     * @param exact false when there may have been more or others: when too much would have to be read, when something was
     *     removed, and for conditions that were judged by other windows than in the preview
     */
    public record Preview(List<OffsetDateTime> fired, boolean exact) {}

    /** Refuses when this node makes other previews, since each may read many rows. */
    public Future<Preview> of(UUID project, AlertCondition condition, AlertFilters filters, Duration cooldown) {
        if (running.incrementAndGet() > MOST_AT_ONCE) {
            running.decrementAndGet();
            return Future.failedFuture(Refusal.unavailable("other previews are running, try again"));
        }
        return PreviewStore.range(pool, project)
                .compose(range -> moments(project, range, condition, filters)
                        .map(read -> preview(read, cooldown, exact(range, condition, filters, cooldown))))
                .onComplete(done -> running.decrementAndGet());
    }

    private static Preview preview(Read<Moment> read, Duration cooldown, boolean exact) {
        List<OffsetDateTime> times = PreviewTimes.cooled(read.found(), cooldown);
        int first = Math.max(0, times.size() - MOST_TIMES);
        List<OffsetDateTime> newest = times.subList(first, times.size()).stream()
                .sorted((one, other) -> other.compareTo(one))
                .toList();
        return new Preview(newest, exact && read.all() && first == 0);
    }

    /** Without a cool-down, a rule that counts the project's events fires as often as they are looked at. */
    private static boolean exact(
            PreviewStore.Range range, AlertCondition condition, AlertFilters filters, Duration cooldown) {
        boolean byTheEvent = condition instanceof AlertCondition.Threshold
                ? !cooldown.isZero()
                : condition instanceof AlertCondition.NewIssue || condition instanceof AlertCondition.Regression;
        return byTheEvent && filters.isEmpty() && !range.removed();
    }

    private Future<Read<Moment>> moments(
            UUID project, PreviewStore.Range range, AlertCondition condition, AlertFilters filters) {
        Tuple parameters = Tuple.of(project, range.now().minus(WEEK), range.now());
        if (condition instanceof AlertCondition.NewIssue) {
            return PreviewStore.newIssues(pool, parameters)
                    .compose(read -> meeting(read, filters, Duration.ZERO, LOOK));
        }
        if (condition instanceof AlertCondition.Regression) {
            return PreviewStore.regressions(pool, parameters)
                    .compose(read -> meeting(read, filters, Duration.ofMinutes(1), LOOK));
        }
        if (condition instanceof AlertCondition.Spike) {
            return PreviewStore.spikes(pool, parameters).compose(read -> meeting(read, filters, Duration.ZERO, HOUR));
        }
        if (condition instanceof AlertCondition.Threshold threshold && filters.isEmpty()) {
            return PreviewStore.dense(pool, parameters, threshold.events(), threshold.window());
        }
        SampledRule rule = SampledRule.of(condition);
        return MinuteStore.newest(pool, parameters, filters, rule.users())
                .map(minutes -> new Read<>(PreviewTimes.reached(minutes, rule), false));
    }

    /** Leaves out the moments whose issue had no event around them that meets the filters. Judges the newest moments. */
    private Future<Read<Moment>> meeting(Read<Moment> read, AlertFilters filters, Duration before, Duration after) {
        if (filters.isEmpty() || read.found().isEmpty()) {
            return Future.succeededFuture(read);
        }
        int size = read.found().size();
        List<Moment> newest = read.found().subList(Math.max(0, size - MOST_RANGES), size);
        List<Range> ranges = newest.stream()
                .map(moment -> new Range(
                        0,
                        moment.issue(),
                        moment.at().minus(before),
                        moment.at().plus(after)))
                .toList();
        return FilterStore.meeting(pool, ranges, List.of(new Asked(0, filters)))
                .map(matches -> new Read<>(
                        IntStream.range(0, newest.size())
                                .filter(place -> matches.has(place, 0))
                                .mapToObj(newest::get)
                                .toList(),
                        read.all()));
    }
}
