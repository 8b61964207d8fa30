package dev.mesher.write;

import dev.mesher.event.Receipt;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a statement said of its rows.
 *
 * @param fates by the row's id
 * @param opened the issues that were opened for the rows
 */
record RowFates(List<EventRow> rows, Map<UUID, EventStore.RowFate> fates, Set<UUID> opened) {
    RowFates with(Set<UUID> openedToo) {
        return new RowFates(rows, fates, openedToo);
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
                : EventStore.firstSent(connection, new EventBatch(duplicates)).map(first -> {
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
