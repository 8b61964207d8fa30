package dev.mesher.write;

import dev.mesher.attachment.ExtraCodec;
import dev.mesher.attachment.ExtraStore;
import dev.mesher.attachment.ItemCountCodec;
import dev.mesher.attachment.ItemCountStore;
import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.IssuesTouched;
import dev.mesher.journal.EntryStore;
import dev.mesher.journal.Refused;
import dev.mesher.journal.WaitingEntry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the journal's entries: events in batches, all other entries one by one. Whatever an interrupted attempt stored
 * before is recognised and not counted again, except item counts. To be used on one context.
 */
public final class EntriesToPostgres implements EntryStore {
    private static final Logger LOG = LoggerFactory.getLogger(EntriesToPostgres.class);
    private static final long COMMIT_SECONDS = 30;

    private final LocalBus bus;
    private final Database database;
    private final GroupCommit events;
    private final KeyedCommit requests;

    /**
     * Creates the store.
     *
     * @param node the name of this node
     */
    public EntriesToPostgres(LocalBus bus, Database database, Partitions partitions, String node) {
        this.bus = bus;
        this.database = database;
        this.events = new GroupCommit(partitions, RollupSlot.OF_JOURNALS);
        this.requests = new KeyedCommit(partitions, RollupSlot.OF_JOURNALS, node);
    }

    @Override
    public Future<PgConnection> connect() {
        return database.connect().compose(connected -> EventStore.prepare(connected)
                .map(connected)
                .recover(failure -> connected.close().transform(closed -> Future.failedFuture(failure))));
    }

    @Override
    public Future<List<Refused>> store(PgConnection connection, String kind, List<WaitingEntry> entries) {
        List<Refused> refused = new ArrayList<>();
        return switch (kind) {
            case EventKind.NAME -> events(connection, read(entries, EventKind::rows, refused), refused);
            case RequestKind.NAME ->
                each(read(entries, RequestKind.REQUESTS::unit, refused), refused, (entry, unit) -> request(
                                connection, unit)
                        .map(outcomes -> {
                            announce(unit.rows(), outcomes);
                            return EventKind.refused(entry, unit.rows(), outcomes);
                        }));
            case ExtraCodec.ATTACHMENT, ExtraCodec.FEEDBACK ->
                each(read(entries, ExtraCodec::decode, refused), refused, (entry, extra) -> ExtraStore.store(
                                connection, extra)
                        .map(List.of()));
            case ItemCountCodec.KIND ->
                each(read(entries, ItemCountCodec::counts, refused), refused, (entry, counts) -> ItemCountStore.add(
                                connection, counts)
                        .map(List.of()));
            default ->
                Future.succeededFuture(entries.stream()
                        .map(entry ->
                                Refused.whole(entry, "this version of Mesher does not know the kind of this entry"))
                        .toList());
        };
    }

    private Future<List<Refused>> events(
            PgConnection connection, Map<WaitingEntry, List<EventRow>> entries, List<Refused> refused) {
        List<EventRow> all = entries.values().stream().flatMap(List::stream).toList();
        Future<Map<UUID, RowOutcome>> stored =
                all.isEmpty() ? Future.succeededFuture(Map.of()) : commit(connection, all);
        return stored.timeout(COMMIT_SECONDS, TimeUnit.SECONDS).map(outcomes -> {
            entries.forEach((entry, rows) -> refused.addAll(EventKind.refused(entry, rows, outcomes)));
            announce(all, outcomes);
            return refused;
        });
    }

    /** Stores a request. Completes with the outcomes of the rows that were not stored before. */
    private Future<Map<UUID, RowOutcome>> request(PgConnection connection, KeyedWrite unit) {
        return requests.commit(connection, List.of(unit), true).compose(outcomes -> {
            KeyedOutcome outcome = outcomes.get(0);
            if (unit.rows().isEmpty()
                    || outcome.kind() == KeyedOutcome.Kind.DUPLICATE
                    || !outcome.rows().isEmpty()) {
                return Future.succeededFuture(outcome.rows());
            }
            // Either an interrupted attempt stored the request, perhaps without rows that were refused. Or another node
            // stored another request with the same key. Both requests were acknowledged, so the events of both are
            // kept.
            if (outcome.kind() == KeyedOutcome.Kind.CONFLICT) {
                LOG.warn("[Mesher] the key {} was used for two requests while PostgreSQL was away", unit.attempt());
            }
            return commit(connection, unit.rows());
        });
    }

    /** Stores rows. Completes with the outcomes by row id. */
    private Future<Map<UUID, RowOutcome>> commit(PgConnection connection, List<EventRow> rows) {
        return events.commit(connection, rows, true).map(outcomes -> {
            Map<UUID, RowOutcome> byRow = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                byRow.put(rows.get(i).grouped().id(), outcomes.get(i));
            }
            return byRow;
        });
    }

    /** Tells which issues have changed. The events themselves are too old to be announced. */
    private void announce(List<EventRow> rows, Map<UUID, RowOutcome> outcomes) {
        Map<UUID, Set<UUID>> touched = new HashMap<>();
        for (EventRow row : rows) {
            GroupedEvent event = row.grouped();
            if (outcomes.get(event.id()) instanceof RowOutcome.Settled settled
                    && settled.stored()
                    && settled.receipt().issueId() != null) {
                boolean unused = touched.computeIfAbsent(event.projectId(), first -> new HashSet<>())
                        .add(settled.receipt().issueId());
            }
        }
        touched.forEach((project, issues) ->
                bus.publish(Addresses.ISSUES_TOUCHED, new IssuesTouched(project, Set.copyOf(issues))));
    }

    private static <T> Future<List<Refused>> each(
            Map<WaitingEntry, T> entries,
            List<Refused> refused,
            BiFunction<WaitingEntry, T, Future<List<Refused>>> store) {
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<WaitingEntry, T> one : entries.entrySet()) {
            all = all.compose(before -> store.apply(one.getKey(), one.getValue())
                            .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                            .recover(failure -> SqlFailure.badData(failure)
                                    ? Future.succeededFuture(
                                            List.of(Refused.whole(one.getKey(), SqlFailure.reason(failure))))
                                    : Future.failedFuture(failure)))
                    .map(more -> {
                        refused.addAll(more);
                        return null;
                    });
        }
        return all.map(refused);
    }

    /** Decodes the entries. An entry that cannot be decoded is added to {@code refused}. */
    private static <T> Map<WaitingEntry, T> read(
            List<WaitingEntry> entries, Function<byte[], T> decode, List<Refused> refused) {
        Map<WaitingEntry, T> readable = new LinkedHashMap<>();
        for (WaitingEntry entry : entries) {
            try {
                readable.put(entry, decode.apply(entry.bytes()));
            } catch (RuntimeException broken) {
                refused.add(Refused.whole(entry, "it cannot be read: " + SqlFailure.reason(broken)));
            }
        }
        return readable;
    }
}
