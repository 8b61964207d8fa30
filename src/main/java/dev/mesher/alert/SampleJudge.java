package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rules that need the events themselves: those that count users, and those that count events that meet filters.
 * Each is judged once a minute while events come. Events are read between the looks by {@link #read}, so that the
 * transaction of a look never waits for it. The next look raises what was found. All calls come from one Vert.x context.
 */
final class SampleJudge implements Judge {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_ENTRIES = 10_000;

    private final Map<UUID, OffsetDateTime> judged = new HashMap<>();
    private final Map<UUID, Due> due = new LinkedHashMap<>();
    private final Map<UUID, Firing> found = new LinkedHashMap<>();
    private boolean started;
    private int beginnings;
    private @Nullable OffsetDateTime looked;

    /**
     * When a rule may be judged again.
     *
     * @param late the hour of the earliest event that was stored late; null when there is none
     */
    private record Due(UUID project, OffsetDateTime at, @Nullable OffsetDateTime late) {
        Due and(Due other) {
            return new Due(
                    project,
                    earlier(at, other.at),
                    late == null ? other.late : other.late == null ? late : earlier(late, other.late));
        }

        private static OffsetDateTime earlier(OffsetDateTime one, OffsetDateTime other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /** What was judged and found is forgotten, as is what waits: every rule is judged after the next look. */
    void startAnew() {
        judged.clear();
        due.clear();
        found.clear();
        started = false;
        beginnings++;
        looked = null;
    }

    /** Notes which rules are to be judged, and hands over what was found since the last look. Reads no events. */
    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        return start(transaction, news.now()).compose(next -> {
            looked = news.now();
            for (ActivityStore.Change change : news.changes()) {
                OffsetDateTime late = news.late(change) ? change.firstHour() : null;
                wait(news.rules(change.projectId(), AlertCondition.Users.class), news.now(), late);
                wait(news.rules(change.projectId(), AlertCondition.Threshold.class), news.now(), late);
            }
            return handOver(transaction, news.now());
        });
    }

    /**
     * Judges the rule that is due and has waited longest, by the time of the last look.
     *
     * @return whether another one is due
     */
    Future<Boolean> read(SqlClient client) {
        OffsetDateTime now = looked;
        Map.Entry<UUID, Due> next = now == null ? null : next(now);
        if (now == null || next == null) {
            return Future.succeededFuture(false);
        }
        UUID id = next.getKey();
        Due taken = next.getValue();
        take(id, now);
        int beginning = beginnings;
        return RuleStore.rules(client, now, List.of(taken.project))
                .compose(rules -> rules.stream()
                        .filter(rule -> rule.id().equals(id) && rule.sampled())
                        .findFirst()
                        .map(rule -> SampledWindow.judge(client, now, rule, taken.late))
                        .orElse(Future.succeededFuture(Optional.empty())))
                .onFailure(failed -> {
                    if (beginning == beginnings) {
                        add(id, new Due(taken.project, now.plus(PAUSE), taken.late));
                    }
                })
                .map(firing -> {
                    if (beginning == beginnings) {
                        firing.ifPresent(fires -> found.put(id, fires));
                    }
                    return next(now) != null;
                });
    }

    /** Rules that another node left waiting are judged as soon as this one begins. */
    private Future<Void> start(SqlConnection transaction, OffsetDateTime now) {
        return started
                ? Future.succeededFuture()
                : RuleStore.sampled(transaction, MOST_ENTRIES).map(projects -> {
                    projects.forEach((rule, project) -> add(rule, new Due(project, now, null)));
                    started = true;
                    return null;
                });
    }

    private void wait(List<AlertRule> rules, OffsetDateTime now, @Nullable OffsetDateTime late) {
        for (AlertRule rule : rules) {
            if (rule.sampled() && due.size() < MOST_ENTRIES) {
                OffsetDateTime last = judged.get(rule.id());
                add(
                        rule.id(),
                        new Due(
                                rule.projectId(),
                                last == null ? now : ActivityStore.latest(now, last.plus(PAUSE)),
                                late));
            }
        }
    }

    private void add(UUID rule, Due more) {
        Due unused = due.merge(rule, more, Due::and);
    }

    private Map.@Nullable Entry<UUID, Due> next(OffsetDateTime now) {
        for (Map.Entry<UUID, Due> each : due.entrySet()) {
            if (!each.getValue().at.isAfter(now)) {
                return Map.entry(each.getKey(), each.getValue());
            }
        }
        return null;
    }

    private void take(UUID rule, OffsetDateTime now) {
        Due unused = due.remove(rule);
        if (judged.size() >= MOST_ENTRIES) {
            judged.clear();
        }
        judged.put(rule, now);
    }

    /** Those of the findings whose rule may fire and is still what it was when the events were read. */
    private Future<List<Firing>> handOver(SqlConnection transaction, OffsetDateTime now) {
        if (found.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<UUID> projects = found.values().stream()
                .map(each -> each.rule().projectId())
                .distinct()
                .toList();
        Map<UUID, Firing> some = Map.copyOf(found);
        found.clear();
        return RuleStore.rules(transaction, now, projects).map(rules -> {
            List<Firing> firings = new ArrayList<>();
            for (AlertRule rule : rules) {
                Firing firing = some.get(rule.id());
                if (firing != null && rule.judgesLike(firing.rule())) {
                    firings.add(new Firing(rule, null, firing.message(), firing.acceptedAt()));
                }
            }
            return firings;
        });
    }
}
