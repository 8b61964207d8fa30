package dev.mesher.alert;

import dev.mesher.db.ClockAhead;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One look, in one transaction: it evaluates the rules against everything that was stored since the last look. */
final class AlertLook {
    private static final int CAUSES = 2_000;

    private final SqlConnection transaction;
    private final ClockAhead clock;
    private final List<Judge> judges;
    private final boolean late;

    /** What to announce once the look is committed. */
    record Findings(List<AlertRaised> raised, List<IssueChanged> reopened, List<ActivityAdded> activities) {}

    /**
     * @param late whether events of the current hour may have been stored long after they were received
     */
    AlertLook(SqlConnection transaction, ClockAhead clock, List<Judge> judges, boolean late) {
        this.transaction = transaction;
        this.clock = clock;
        this.judges = judges;
        this.late = late;
    }

    Future<Findings> look() {
        return CauseStore.now(transaction, clock).compose(now -> news(now).compose(news -> judge(news)
                .compose(this::raise)
                // Last, because ingest waits for the issues that this locks.
                .compose(raised -> reopen(news.causes())
                        .map(activities -> new Findings(raised, reopened(activities), activities)))));
    }

    private Future<News> news(OffsetDateTime now) {
        return CauseStore.take(transaction, CAUSES).compose(causes -> ActivityStore.changes(transaction, now)
                .compose(changes -> RuleStore.rules(transaction, now, projects(causes, changes))
                        .map(rules -> new News(now, late, causes, changes, rules))));
    }

    private static Set<UUID> projects(List<AlertCause> causes, List<ActivityStore.Change> changes) {
        return Stream.concat(
                        causes.stream().map(AlertCause::projectId),
                        changes.stream().map(ActivityStore.Change::projectId))
                .collect(Collectors.toSet());
    }

    private Future<List<Firing>> judge(News news) {
        List<Firing> firings = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Judge judge : judges) {
            done = done.compose(next -> judge.judge(transaction, news))
                    .map(firings::addAll)
                    .mapEmpty();
        }
        return done.map(all -> firings);
    }

    private Future<List<AlertRaised>> raise(List<Firing> firings) {
        List<AlertRaised> raised = new ArrayList<>();
        Set<UUID> fired = new HashSet<>();
        Future<Void> done = Future.succeededFuture();
        for (Firing firing : firings) {
            if (fired.add(firing.rule().id()) || firing.rule().cooldown().isZero()) {
                done = done.compose(next -> AlertStore.raise(transaction, firing))
                        .map(alert -> {
                            alert.ifPresent(raised::add);
                            return null;
                        });
            }
        }
        return done.map(all -> raised);
    }

    private Future<List<ActivityAdded>> reopen(List<AlertCause> causes) {
        Set<UUID> archived = causes.stream()
                .filter(cause -> cause.kind() == AlertCause.Kind.ARCHIVED)
                .map(AlertCause::issueId)
                .collect(Collectors.toSet());
        return archived.isEmpty()
                ? Future.succeededFuture(List.of())
                : SpikeStore.archived(transaction, archived).compose(spikes -> SpikeStore.reopen(transaction, spikes));
    }

    private static List<IssueChanged> reopened(List<ActivityAdded> activities) {
        return activities.stream()
                .map(activity -> new IssueChanged(activity.projectId(), activity.issueId(), IssueAction.UNRESOLVED))
                .toList();
    }
}
