package dev.mesher.alert;

import dev.mesher.event.AlertRaised;
import dev.mesher.told.episode.Episode;
import dev.mesher.told.episode.EpisodeStore;
import dev.mesher.told.episode.QueuedMessageStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Raises alerts: stores them, each in its rule's episode, and queues the messages that tell of them. */
final class AlertWriter {
    /** As many as one statement takes. One look may have many rules that fire for the same causes. */
    private static final int MOST = 10_000;

    private final SqlConnection transaction;
    private final OffsetDateTime now;
    private final List<AlertRaised> raised = new ArrayList<>();
    private int queued;

    /** @param now the time of the look */
    AlertWriter(SqlConnection transaction, OffsetDateTime now) {
        this.transaction = transaction;
        this.now = now;
    }

    /**
     * What is to be announced.
     *
     * @param queued how many messages were queued
     */
    record Written(List<AlertRaised> raised, int queued) {}

    Future<Written> write(List<Firing> firings) {
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < firings.size(); from += MOST) {
            List<Firing> some = firings.subList(from, Math.min(firings.size(), from + MOST));
            done = done.compose(next -> AlertStore.fire(transaction, now, some))
                    .compose(fired -> fired.isEmpty() ? Future.succeededFuture() : raise(fired));
        }
        return done.map(all -> new Written(raised, queued));
    }

    private Future<Void> raise(List<Firing> fired) {
        Map<UUID, Long> counts = fired.stream()
                .collect(Collectors.groupingBy(firing -> firing.rule().id(), Collectors.counting()));
        return EpisodeStore.join(transaction, now, counts)
                .compose(episodes -> store(fired, episodes)
                        .compose(stored -> QueuedMessageStore.tell(transaction, now, episodes.values())))
                .map(messages -> {
                    queued += messages;
                    return null;
                });
    }

    private Future<Void> store(List<Firing> fired, Map<UUID, Episode> episodes) {
        List<AlertStore.NewAlert> alerts = new ArrayList<>();
        for (Firing firing : fired) {
            Episode episode = episodes.get(firing.rule().id());
            // The rule is locked, so it has its episode.
            if (episode != null) {
                alerts.add(new AlertStore.NewAlert(UUID.randomUUID(), episode.id(), firing));
            }
        }
        return AlertStore.insert(transaction, now, alerts).map(rules -> {
            for (AlertStore.NewAlert alert : alerts) {
                AlertStore.Named rule = rules.get(alert.firing().rule().id());
                if (rule != null) {
                    raised.add(announcement(alert, rule));
                }
            }
            return null;
        });
    }

    private static AlertRaised announcement(AlertStore.NewAlert alert, AlertStore.Named rule) {
        return new AlertRaised(
                alert.firing().rule().projectId(),
                alert.id(),
                rule.name(),
                rule.condition(),
                alert.firing().message());
    }
}
