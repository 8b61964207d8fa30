package dev.mesher.write;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
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
    Future<RowFates> store(PgConnection connection, List<EventRow> rows, boolean carefully) {
        return EventStore.store(connection, new EventBatch(rows), slot, places.seenIn(rows), carefully)
                .map(fates -> new RowFates(rows, fates, Set.of()));
    }

    /**
     * Opens the issues that there are none of, and stores the rows. Both statements are on their way before the first is
     * answered: others wait for what the transaction locks.
     */
    Future<RowFates> openAndStore(PgConnection connection, List<EventRow> rows, boolean carefully) {
        Map<Key, EventRow> firsts = new LinkedHashMap<>();
        rows.forEach(row -> firsts.putIfAbsent(
                new Key(row.grouped().projectId(), row.grouped().fingerprint()), row));
        UUID[] ids = firsts.values().stream().map(row -> issueIds.generate()).toArray(UUID[]::new);
        Future<Set<UUID>> opening =
                EventStore.openIssues(connection, new EventBatch(List.copyOf(firsts.values())), ids);
        Future<RowFates> storing = store(connection, rows, carefully);
        return opening.compose(opened -> storing.compose(
                stored -> removeUnused(connection, opened, stored).map(removed -> stored.with(opened))));
    }

    /** An event that was sent before in other words has opened an issue that it does not belong to. */
    private static Future<Void> removeUnused(PgConnection connection, Set<UUID> opened, RowFates stored) {
        Set<UUID> unused = new HashSet<>(opened);
        stored.fates().values().stream()
                .filter(fate -> fate.fate() == EventStore.Fate.STORED)
                .forEach(fate -> unused.remove(fate.issueId()));
        return unused.isEmpty() ? Future.succeededFuture() : EventStore.removeIssues(connection, unused);
    }

    private record Key(UUID projectId, String fingerprint) {}
}
