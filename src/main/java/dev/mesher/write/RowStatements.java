package dev.mesher.write;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.mesher.event.Receipt;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The statements of the long way, within whatever transaction their caller has begun. For one context. */
final class RowStatements {
    private final TimeBasedEpochRandomGenerator issueIds = Generators.timeBasedEpochRandomGenerator();
    private final RollupSlot slot;
    private final IssueCache places;

    /** @param places what need not be looked for */
    RowStatements(RollupSlot slot, IssueCache places) {
        this.slot = slot;
        this.places = places;
    }

    /** @param carefully as in {@link EventStore#store} */
    Future<Fates> store(PgConnection connection, List<EventRow> rows, boolean carefully) {
        return EventStore.store(connection, new EventBatch(rows), slot, places.seenIn(rows), carefully)
                .map(fates -> new Fates(rows, fates, Set.of()));
    }

    /**
     * Opens the issues that there are none of, and stores the rows. Both statements are on their way before the first is
     * answered: others wait for what the transaction locks.
     */
    Future<Fates> openAndStore(PgConnection connection, List<EventRow> rows, boolean carefully) {
        Map<Key, EventRow> firsts = new LinkedHashMap<>();
        rows.forEach(row -> firsts.putIfAbsent(
                new Key(row.grouped().projectId(), row.grouped().fingerprint()), row));
        UUID[] ids = firsts.values().stream().map(row -> issueIds.generate()).toArray(UUID[]::new);
        Future<Set<UUID>> opening =
                EventStore.openIssues(connection, new EventBatch(List.copyOf(firsts.values())), ids);
        Future<Fates> storing = store(connection, rows, carefully);
        return opening.compose(opened -> storing.compose(
                stored -> removeUnused(connection, opened, stored).map(removed -> stored.with(opened))));
    }

    /** An event that was sent before in other words has opened an issue that it does not belong to. */
    private static Future<Void> removeUnused(PgConnection connection, Set<UUID> opened, Fates stored) {
        Set<UUID> unused = new HashSet<>(opened);
        stored.fates().values().stream()
                .filter(fate -> fate.fate() == EventStore.Fate.STORED)
                .forEach(fate -> unused.remove(fate.issueId()));
        return unused.isEmpty() ? Future.succeededFuture() : EventStore.removeIssues(connection, unused);
    }

    /**
     * What a statement said of its rows.
     *
     * @param fates by the row's id
     * @param opened the issues that were opened for the rows
     */
    record Fates(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates, Set<UUID> opened) {
        Fates with(Set<UUID> openedToo) {
            return new Fates(rows, fates, openedToo);
        }

        /** The rows that have no issue to be stored in. */
        List<EventRow> unknown() {
            return with(EventStore.Fate.UNKNOWN_ISSUE);
        }

        /** Adds what became of the rows, but for the {@link #unknown}, to {@code outcomes}. */
        Future<Map<UUID, RowOutcome>> addTo(Map<UUID, RowOutcome> outcomes, PgConnection connection) {
            Set<UUID> unclaimed = new HashSet<>(opened);
            fates.forEach((id, fate) -> {
                if (fate.fate() == EventStore.Fate.STORED) {
                    // Of the rows that opened an issue, one is said to have done so.
                    boolean newIssue = unclaimed.remove(fate.issueId());
                    Receipt receipt = new Receipt(Receipt.Status.ACCEPTED, id, fate.issueId());
                    outcomes.put(id, new RowOutcome.Settled(receipt, true, newIssue, fate.regression()));
                } else if (fate.fate() == EventStore.Fate.DISCARDED) {
                    outcomes.put(id, RowOutcome.of(Receipt.discarded()));
                }
            });
            List<EventRow> duplicates = with(EventStore.Fate.DUPLICATE);
            return duplicates.isEmpty()
                    ? Future.succeededFuture(outcomes)
                    : EventStore.firstSent(connection, new EventBatch(duplicates))
                            .map(first -> {
                                outcomes.putAll(accepted(first));
                                return outcomes;
                            });
        }

        /** Of rows that were stored before, by the row's id. */
        static Map<UUID, RowOutcome> accepted(Map<UUID, EventStore.Stored> stored) {
            Map<UUID, RowOutcome> outcomes = new HashMap<>();
            stored.forEach((row, where) -> outcomes.put(
                    row, RowOutcome.of(new Receipt(Receipt.Status.ACCEPTED, where.id(), where.issueId()))));
            return outcomes;
        }

        private List<EventRow> with(EventStore.Fate wanted) {
            return rows.stream()
                    .filter(row -> {
                        EventStore.RowFate fate = fates.get(row.grouped().id());
                        return fate != null && fate.fate() == wanted;
                    })
                    .toList();
        }
    }

    private record Key(UUID projectId, String fingerprint) {}
}
