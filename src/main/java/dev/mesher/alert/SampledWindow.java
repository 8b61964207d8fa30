package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a rule by the events themselves: by the newest of its window, and by an estimate when these do not decide. Events
 * that came late may fire it by a window of the past.
 */
final class SampledWindow {
    /** The clock of the node that accepted an event may be ahead of PostgreSQL's. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private SampledWindow() {}

    /**
     * Judges the window that ends at {@code now}, and when events came late, the windows that they may have filled. Empty when
     * none of them fires the rule. Every statement reads a bounded sample.
     *
     * @param late the hour of the earliest event that was stored late; null when there is none
     */
    static Future<Optional<Firing>> judge(
            SqlClient client, OffsetDateTime now, AlertRule rule, @Nullable OffsetDateTime late) {
        return present(client, now, rule)
                .compose(firing -> firing.isPresent() || late == null
                        ? Future.succeededFuture(firing)
                        : past(client, now, rule, late));
    }

    /** Windows of whole minutes. Those that hold events from before the rule last fired, or began, are left out. */
    private static Future<Optional<Firing>> past(
            SqlClient client, OffsetDateTime now, AlertRule rule, OffsetDateTime late) {
        SampledRule sampled = SampledRule.of(rule.condition());
        OffsetDateTime since = ActivityStore.latest(late.minus(sampled.window()), rule.since());
        return MinuteStore.stored(
                        client, Tuple.of(rule.projectId(), since, now.plus(AHEAD)), rule.filters(), sampled.users())
                .map(minutes -> PreviewTimes.reached(minutes, sampled).isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Firing(rule, null, sampled.reached(), null)));
    }

    private static Future<Optional<Firing>> present(SqlClient client, OffsetDateTime now, AlertRule rule) {
        SampledRule sampled = SampledRule.of(rule.condition());
        OffsetDateTime since = now.minus(sampled.window());
        OffsetDateTime until = now.plus(AHEAD);
        return EventSampleStore.count(client, rule.projectId(), since, until, rule.filters(), SampledRule.MOST_EVENTS)
                .compose(newest -> message(client, rule, sampled, newest, since, until)
                        .map(message -> message.map(said -> new Firing(rule, null, said, newest.newest()))));
    }

    private static Future<Optional<String>> message(
            SqlClient client,
            AlertRule rule,
            SampledRule sampled,
            EventSampleStore.Sample newest,
            OffsetDateTime since,
            OffsetDateTime until) {
        return sampled.undecided(newest)
                ? EventEstimateStore.estimate(client, rule.projectId(), since, until, rule.filters())
                        .map(sampled::message)
                : Future.succeededFuture(sampled.message(newest));
    }
}
