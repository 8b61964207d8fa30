package dev.mesher.write;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.mesher.db.Partitions;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Transaction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a batch, and sees to it that each of its rows is stored once or refused by itself. Fails only when the outcome
 * is not known or PostgreSQL cannot be used; committing the same rows {@code again} is safe then.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int ATTEMPTS = 4;

    /** Batches that are stored with every look after one that was not as it seemed: many more of its kind may follow. */
    private static final int WARY_BATCHES = 50;

    /** Of how many rows one may be unknown for the known ones to be worth a transaction of their own. */
    private static final int MOSTLY = 4;

    private final TimeBasedEpochRandomGenerator issueIds = Generators.timeBasedEpochRandomGenerator();
    private final Partitions partitions;
    private final RollupSlot slot;
    private final IssueCache places = new IssueCache();
    private int wary;

    GroupCommit(Partitions partitions, RollupSlot slot) {
        this.partitions = partitions;
        this.slot = slot;
    }

    /**
     * The outcome of every row, by the row's id.
     *
     * @param again an earlier attempt may have stored some of the rows
     */
    Future<Map<UUID, RowOutcome>> commit(PgConnection connection, List<EventRow> rows, boolean again) {
        return commit(connection, rows, again, 1);
    }

    private Future<Map<UUID, RowOutcome>> commit(
            PgConnection connection, List<EventRow> rows, boolean again, int attempt) {
        Future<Map<UUID, RowOutcome>> known =
                again ? storedAlready(connection, rows) : Future.succeededFuture(new HashMap<>());
        return known.compose(outcomes -> {
                    List<EventRow> rest = rows.stream()
                            .filter(row -> !outcomes.containsKey(row.grouped().id()))
                            .toList();
                    return rest.isEmpty()
                            ? Future.succeededFuture(outcomes)
                            : (again ? store(connection, rest, attempt > 1) : storeFirst(connection, rest))
                                    .map(more -> merged(outcomes, more));
                })
                .recover(failure -> afterFailure(connection, rows, failure, attempt));
    }

    private Future<Map<UUID, RowOutcome>> afterFailure(
            PgConnection connection, List<EventRow> rows, Throwable failure, int attempt) {
        wary = WARY_BATCHES;
        if (attempt < ATTEMPTS
                && (SqlFailure.retryable(failure) || (attempt == 1 && SqlFailure.uniqueViolation(failure)))) {
            return commit(connection, rows, true, attempt + 1);
        }
        if (attempt < ATTEMPTS && isPartitionMissing(failure)) {
            return ensurePartitions(rows).compose(made -> commit(connection, rows, true, attempt + 1));
        }
        if (!SqlFailure.badData(failure)) {
            return Future.failedFuture(failure);
        }
        if (rows.size() > 1) {
            int half = rows.size() / 2;
            return commit(connection, rows.subList(0, half), true)
                    .compose(first -> commit(connection, rows.subList(half, rows.size()), true)
                            .map(second -> merged(first, second)));
        }
        return Future.succeededFuture(Map.of(rows.get(0).grouped().id(), poison(rows.get(0), failure)));
    }

    static RowOutcome.Poison poison(EventRow row, Throwable failure) {
        LOG.warn("event {} is refused by PostgreSQL", row.grouped().id(), failure);
        return new RowOutcome.Poison(
                Refusal.malformed("event cannot be stored: a value is out of range"),
                EntriesToPostgres.reason(failure));
    }

    /** Stores the rows within the caller's transaction: all of them, or it fails and the transaction must be undone. */
    Future<Map<UUID, RowOutcome>> storeWithin(PgConnection connection, List<EventRow> rows) {
        return openAndStore(connection, rows, true).compose(result -> {
            if (!with(rows, result.fates, EventStore.Fate.UNKNOWN_ISSUE).isEmpty()) {
                return Future.failedFuture(new IssueDeletedException());
            }
            Map<UUID, RowOutcome> outcomes = settled(result.fates, result.opened);
            List<EventRow> duplicates = with(rows, result.fates, EventStore.Fate.DUPLICATE);
            return duplicates.isEmpty()
                    ? Future.succeededFuture(outcomes)
                    : resolveDuplicates(connection, duplicates, outcomes);
        });
    }

    /** Rows of issues that run, and they are nearly all, in a shorter way; the others at the same time in their own. */
    private Future<Map<UUID, RowOutcome>> storeFirst(PgConnection connection, List<EventRow> rows) {
        if (wary > 0) {
            wary--;
            return store(connection, rows, false);
        }
        IssueCache.Running running = places.running(rows);
        if (running.others().size() * MOSTLY > rows.size()) {
            return store(connection, rows, false);
        }
        Future<Map<UUID, RowOutcome>> known = storeKnown(connection, running);
        Future<Map<UUID, RowOutcome>> others = running.others().isEmpty()
                ? Future.succeededFuture(Map.of())
                : store(connection, running.others(), false);
        return Future.join(known, others).map(both -> merged(known.result(), others.result()));
    }

    private Future<Map<UUID, RowOutcome>> storeKnown(PgConnection connection, IssueCache.Running running) {
        List<EventRow> rows = running.rows();
        return EventStore.storeKnown(connection, new EventBatch(rows), slot, running.issues(), running.unseen())
                .compose(stored -> {
                    if (!stored) {
                        wary = WARY_BATCHES;
                        return store(connection, rows, false);
                    }
                    places.remember(running);
                    Map<UUID, RowOutcome> outcomes = new HashMap<>(rows.size() * 2);
                    for (int i = 0; i < rows.size(); i++) {
                        UUID id = rows.get(i).grouped().id();
                        Receipt receipt = new Receipt(
                                Receipt.Status.ACCEPTED, id, running.issues().get(i));
                        outcomes.put(id, new RowOutcome.Settled(receipt, true, false, false));
                    }
                    return Future.succeededFuture(outcomes);
                });
    }

    private Future<Map<UUID, RowOutcome>> store(PgConnection connection, List<EventRow> rows, boolean carefully) {
        return store(connection, new EventBatch(rows), carefully).compose(fates -> {
            places.remember(rows, fates);
            Map<UUID, RowOutcome> outcomes = settled(fates, Set.of());
            List<EventRow> unknown = with(rows, fates, EventStore.Fate.UNKNOWN_ISSUE);
            List<EventRow> duplicates = with(rows, fates, EventStore.Fate.DUPLICATE);
            return (unknown.isEmpty()
                            ? Future.succeededFuture(outcomes)
                            : storeNew(connection, unknown, outcomes, carefully, 1))
                    .compose(more -> duplicates.isEmpty()
                            ? Future.succeededFuture(more)
                            : resolveDuplicates(connection, duplicates, more));
        });
    }

    /** Opens the issues and stores their first events in one transaction: no issue is ever seen without an event. */
    private Future<Map<UUID, RowOutcome>> storeNew(
            PgConnection connection,
            List<EventRow> rows,
            Map<UUID, RowOutcome> outcomes,
            boolean carefully,
            int attempt) {
        Future<Transaction> begun = connection.begin();
        Future<NewIssues> stored = openAndStore(connection, rows, carefully);
        return begun.compose(transaction -> stored.compose(
                                result -> transaction.commit().map(result))
                        .recover(failure -> rolledBack(transaction, failure)))
                .compose(result -> {
                    Map<UUID, RowOutcome> all = merged(outcomes, settled(result.fates, result.opened));
                    List<EventRow> duplicates = with(rows, result.fates, EventStore.Fate.DUPLICATE);
                    List<EventRow> unknown = with(rows, result.fates, EventStore.Fate.UNKNOWN_ISSUE);
                    if (!unknown.isEmpty()) {
                        // Their issue was deleted between the two statements; the next round opens a new one.
                        return attempt < ATTEMPTS
                                ? storeNew(connection, unknown, all, carefully, attempt + 1)
                                : Future.failedFuture(new IllegalStateException("issues are deleted all the time"));
                    }
                    return duplicates.isEmpty()
                            ? Future.succeededFuture(all)
                            : resolveDuplicates(connection, duplicates, all);
                });
    }

    /** Both statements are on their way before the first is answered: others wait for what the transaction locks. */
    private Future<NewIssues> openAndStore(PgConnection connection, List<EventRow> rows, boolean carefully) {
        Map<Key, EventRow> firsts = new LinkedHashMap<>();
        rows.forEach(row -> firsts.putIfAbsent(
                new Key(row.grouped().projectId(), row.grouped().fingerprint()), row));
        UUID[] ids = firsts.values().stream().map(row -> issueIds.generate()).toArray(UUID[]::new);
        Future<Set<UUID>> opening =
                EventStore.openIssues(connection, new EventBatch(List.copyOf(firsts.values())), ids);
        Future<Map<UUID, EventStore.RowFate>> storing = store(connection, new EventBatch(rows), carefully);
        return opening.compose(opened -> storing.compose(
                fates -> removeUnused(connection, opened, fates).map(removed -> new NewIssues(opened, fates))));
    }

    private Future<Map<UUID, EventStore.RowFate>> store(PgConnection connection, EventBatch batch, boolean carefully) {
        return EventStore.store(connection, batch, slot, places.seenIn(batch.rows()), carefully);
    }

    /** An event that was sent before in other words has opened an issue that it does not belong to. */
    private static Future<Void> removeUnused(
            PgConnection connection, Set<UUID> opened, Map<UUID, EventStore.RowFate> fates) {
        Set<UUID> unused = new HashSet<>(opened);
        fates.values().stream()
                .filter(fate -> fate.fate() == EventStore.Fate.STORED)
                .forEach(fate -> unused.remove(fate.issueId()));
        return unused.isEmpty() ? Future.succeededFuture() : EventStore.removeIssues(connection, unused);
    }

    private static <T> Future<T> rolledBack(Transaction transaction, Throwable failure) {
        return transaction.rollback().transform(ended -> Future.failedFuture(failure));
    }

    private Future<Map<UUID, RowOutcome>> storedAlready(PgConnection connection, List<EventRow> rows) {
        return EventStore.storedAlready(connection, new EventBatch(rows)).map(GroupCommit::accepted);
    }

    private static Future<Map<UUID, RowOutcome>> resolveDuplicates(
            PgConnection connection, List<EventRow> duplicates, Map<UUID, RowOutcome> outcomes) {
        return EventStore.firstSent(connection, new EventBatch(duplicates))
                .map(first -> merged(outcomes, accepted(first)));
    }

    private static Map<UUID, RowOutcome> accepted(Map<UUID, EventStore.Stored> stored) {
        Map<UUID, RowOutcome> outcomes = new HashMap<>();
        stored.forEach((row, where) -> outcomes.put(
                row,
                new RowOutcome.Settled(
                        new Receipt(Receipt.Status.ACCEPTED, where.id(), where.issueId()), false, false, false)));
        return outcomes;
    }

    /** The rows that need no second look. Of the rows that opened an issue, one is said to have done so. */
    private static Map<UUID, RowOutcome> settled(Map<UUID, EventStore.RowFate> fates, Set<UUID> opened) {
        Map<UUID, RowOutcome> outcomes = new HashMap<>();
        Set<UUID> unclaimed = new HashSet<>(opened);
        fates.forEach((id, fate) -> {
            if (fate.fate() == EventStore.Fate.STORED) {
                boolean newIssue = unclaimed.remove(fate.issueId());
                Receipt receipt = new Receipt(Receipt.Status.ACCEPTED, id, fate.issueId());
                outcomes.put(id, new RowOutcome.Settled(receipt, true, newIssue, fate.regression()));
            } else if (fate.fate() == EventStore.Fate.DISCARDED) {
                outcomes.put(id, new RowOutcome.Settled(Receipt.discarded(), false, false, false));
            }
        });
        return outcomes;
    }

    Future<Void> ensurePartitions(List<EventRow> rows) {
        List<LocalDate> days = rows.stream()
                .map(row -> LocalDate.ofInstant(row.grouped().receivedAt(), ZoneOffset.UTC))
                .sorted()
                .toList();
        return partitions.ensure(days.get(0), days.get(days.size() - 1));
    }

    /** A check that no constraint stands for. The server's words are no help: they may be in any language. */
    static boolean isPartitionMissing(Throwable failure) {
        return failure instanceof PgException answer
                && "23514".equals(answer.getSqlState())
                && answer.getConstraint() == null;
    }

    private static List<EventRow> with(
            List<EventRow> rows, Map<UUID, EventStore.RowFate> fates, EventStore.Fate wanted) {
        return rows.stream()
                .filter(row -> {
                    EventStore.RowFate fate = fates.get(row.grouped().id());
                    return fate != null && fate.fate() == wanted;
                })
                .toList();
    }

    private static Map<UUID, RowOutcome> merged(Map<UUID, RowOutcome> some, Map<UUID, RowOutcome> more) {
        Map<UUID, RowOutcome> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private record Key(UUID projectId, String fingerprint) {}

    private record NewIssues(Set<UUID> opened, Map<UUID, EventStore.RowFate> fates) {}
}
