package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Judges the rules that need the events themselves: those that count users, and those that count events that meet filters.
 * Each is judged once a minute while events come, by the newest events of its window.
 */
final class SampleJudge implements Judge {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A look takes so long at most as it takes to read these rules' events. The others wait for the next look. */
    private static final int MOST_RULES = 4;

    private static final int MOST_ENTRIES = 10_000;

    private final Map<UUID, OffsetDateTime> judged = new HashMap<>();
    private final Map<UUID, Due> due = new LinkedHashMap<>();
    private boolean started;

    /** When a rule may be judged again. */
    private record Due(UUID project, OffsetDateTime at) {}

    /** What was judged is forgotten, as is what waits: the next look judges every rule. */
    void startAnew() {
        judged.clear();
        due.clear();
        started = false;
    }

    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        return start(transaction, news.now()).compose(next -> {
            news.changes().forEach(change -> {
                wait(news.rules(change.projectId(), AlertCondition.Users.class), news.now());
                wait(news.rules(change.projectId(), AlertCondition.Threshold.class), news.now());
            });
            Map<UUID, Due> now = take(news.now());
            return now.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : RuleStore.rules(
                                    transaction,
                                    news.now(),
                                    now.values().stream()
                                            .map(Due::project)
                                            .distinct()
                                            .toList())
                            .compose(rules -> judge(
                                    transaction,
                                    news.now(),
                                    rules.stream()
                                            .filter(rule -> rule.sampled() && now.containsKey(rule.id()))
                                            .toList()));
        });
    }

    /** Rules that another node left waiting are judged as soon as this one begins. */
    private Future<Void> start(SqlConnection transaction, OffsetDateTime now) {
        return started
                ? Future.succeededFuture()
                : RuleStore.sampled(transaction, MOST_ENTRIES).map(projects -> {
                    projects.forEach((rule, project) -> due.put(rule, new Due(project, now)));
                    started = true;
                    return null;
                });
    }

    private void wait(List<AlertRule> rules, OffsetDateTime now) {
        for (AlertRule rule : rules) {
            if (rule.sampled() && due.size() < MOST_ENTRIES) {
                OffsetDateTime last = judged.get(rule.id());
                Due unused = due.putIfAbsent(
                        rule.id(),
                        new Due(rule.projectId(), last == null ? now : ActivityStore.latest(now, last.plus(PAUSE))));
            }
        }
    }

    private Map<UUID, Due> take(OffsetDateTime now) {
        if (judged.size() >= MOST_ENTRIES) {
            judged.clear();
        }
        Map<UUID, Due> taken = new HashMap<>();
        for (Map.Entry<UUID, Due> each : due.entrySet()) {
            if (taken.size() < MOST_RULES && !each.getValue().at.isAfter(now)) {
                taken.put(each.getKey(), each.getValue());
            }
        }
        taken.keySet().forEach(rule -> {
            due.remove(rule);
            judged.put(rule, now);
        });
        return taken;
    }

    private static Future<List<Firing>> judge(SqlConnection transaction, OffsetDateTime now, List<AlertRule> rules) {
        List<Firing> firings = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (AlertRule rule : rules) {
            SampledRule sampled = SampledRule.of(rule.condition());
            done = done.compose(next -> EventSampleStore.count(
                            transaction,
                            rule.projectId(),
                            now.minus(sampled.window()),
                            // A node's clock may be ahead of PostgreSQL's.
                            now.plusHours(1),
                            rule.filters(),
                            sampled.mostEvents()))
                    .map(sample -> {
                        sampled.message(sample)
                                .ifPresent(message -> firings.add(new Firing(rule, null, message, sample.newest())));
                        return null;
                    });
        }
        return done.map(all -> firings);
    }
}
