package dev.mesher.alert;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.alert.FilterStore.Asked;
import dev.mesher.alert.FilterStore.Range;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks another judge, and leaves out the issues that have no event that meets the rule's filters. Compared are the first
 * events since the one that fired the rule; of a spike, those since an hour before. One statement tells for all rules.
 */
final class FilteredJudge implements Judge {
    private static final Duration HOUR = Duration.ofHours(1);

    /** An issue regresses with the newest event of a batch, which may hold a few more. */
    private static final Duration BATCH = Duration.ofMinutes(1);

    private final Judge judge;

    FilteredJudge(Judge judge) {
        this.judge = judge;
    }

    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        return judge.judge(transaction, news).compose(found -> {
            Questions questions = new Questions(news.now());
            found.stream().filter(FilteredJudge::filtered).forEach(questions::add);
            return questions.isEmpty()
                    ? Future.succeededFuture(found)
                    : FilterStore.meeting(transaction, questions.ranges.keySet(), questions.filters.keySet())
                            .map(matches -> found.stream()
                                    .filter(firing -> !filtered(firing) || questions.met(firing, matches))
                                    .toList());
        });
    }

    private static boolean filtered(Firing firing) {
        return !firing.rule().filters().isEmpty();
    }

    /** What the statement is asked: each range and each rule's filters once. */
    private static final class Questions {
        private final OffsetDateTime now;
        private final Map<Part, Integer> parts = new HashMap<>();
        private final Map<Range, Integer> ranges = new LinkedHashMap<>();
        private final Map<Asked, Integer> filters = new LinkedHashMap<>();

        /** Rules of one project with one kind of condition: they ask about the same issues. */
        private record Part(UUID project, Class<? extends AlertCondition> condition) {}

        Questions(OffsetDateTime now) {
            this.now = now;
        }

        boolean isEmpty() {
            return ranges.isEmpty();
        }

        void add(Firing firing) {
            int part = place(parts, part(firing.rule()));
            place(ranges, range(part, firing));
            place(filters, new Asked(part, firing.rule().filters()));
        }

        /** Whether an event met the filters of the rule, which was added. */
        boolean met(Firing firing, FilterStore.Matches matches) {
            int part = place(parts, part(firing.rule()));
            return matches.has(
                    place(ranges, range(part, firing)),
                    place(filters, new Asked(part, firing.rule().filters())));
        }

        private static Part part(AlertRule rule) {
            return new Part(rule.projectId(), rule.condition().getClass());
        }

        private Range range(int part, Firing firing) {
            OffsetDateTime from = firing.acceptedAt();
            return new Range(
                    part,
                    firing.issue(),
                    from == null
                            ? now.minus(HOUR)
                            : from.minus(before(firing.rule().condition())),
                    now.plus(HOUR));
        }

        @CanIgnoreReturnValue
        private static <T> int place(Map<T, Integer> places, T of) {
            return places.computeIfAbsent(of, absent -> places.size());
        }
    }

    private static Duration before(AlertCondition condition) {
        if (condition instanceof AlertCondition.Spike) {
            return HOUR;
        }
        return condition instanceof AlertCondition.Regression ? BATCH : Duration.ZERO;
    }
}
