package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Judges a rule by the events themselves: by the newest of its window, and by an estimate when these do not decide. */
final class SampledWindow {
    /** The clock of the node that accepted an event may be ahead of PostgreSQL's. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private SampledWindow() {}

    /** Empty when the window that ends at {@code now} does not fire the rule. Every statement reads a bounded sample. */
    static Future<Optional<Firing>> judge(SqlClient client, OffsetDateTime now, AlertRule rule) {
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
