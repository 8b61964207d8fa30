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

/** Runs the general statements for events, in the caller's transaction if there is one. To be used on one context. */
final class RowStatements {
    private final TimeBasedEpochRandomGenerator issueIds = Generators.timeBasedEpochRandomGenerator();
    private final RollupSlot slot;
    private final IssueCache places;

    /**
     * Creates the statements.
     *
     * @param places environments and releases of issues that need not be looked up
     */
    RowStatements(RollupSlot slot, IssueCache places) {
        this.slot = slot;
        this.places = places;
    }

    /**
     * Stores the rows whose issues exist. The others have the fate {@link EventStore.Fate#UNKNOWN_ISSUE}.
     *
     * @param carefully as in {@link EventStore#store}
     */
    Future<Fates> store(PgConnection connection, List<EventRow> rows, boolean carefully) {
        return EventStore.store(connection, new EventBatch(rows), slot, places.seenIn(rows), carefully)
                .map(fates -> new Fates(rows, fates, Set.of()));
    }

    /**
     * Opens missing issues and stores the rows. The second statement is sent before the first is answered, since other
     * transactions wait for the locks of this one.
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

    /**
     * Removes new issues that got no event. This happens when a client sends an event again with other content: the
     * event opens an issue but is a duplicate.
     */
    private static Future<Void> removeUnused(PgConnection connection, Set<UUID> opened, Fates stored) {
        Set<UUID> unused = new HashSet<>(opened);
        stored.fates().values().stream()
                .filter(fate -> fate.fate() == EventStore.Fate.STORED)
                .forEach(fate -> unused.remove(fate.issueId()));
        return unused.isEmpty() ? Future.succeededFuture() : EventStore.removeIssues(connection, unused);
    }

    /**
     * The results of a statement.
     *
     * @param fates by row id
     * @param opened ids of the issues that were opened for the rows
     */
    record Fates(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates, Set<UUID> opened) {
        Fates with(Set<UUID> openedToo) {
            return new Fates(rows, fates, openedToo);
        }

        /** The rows whose issue does not exist. */
        List<EventRow> unknown() {
            return with(EventStore.Fate.UNKNOWN_ISSUE);
        }

        /** Adds the outcomes of all rows except {@link #unknown} to {@code outcomes}. */
        Future<Map<UUID, RowOutcome>> addTo(Map<UUID, RowOutcome> outcomes, PgConnection connection) {
            Set<UUID> unclaimed = new HashSet<>(opened);
            fates.forEach((id, fate) -> {
                if (fate.fate() == EventStore.Fate.STORED) {
                    // If several rows have a new issue, one of them counts as having opened it.
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

        /** The outcomes of rows that were stored before, by row id. */
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
