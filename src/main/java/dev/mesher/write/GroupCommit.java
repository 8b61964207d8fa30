package dev.mesher.write;

import dev.mesher.db.Partitions;
import dev.mesher.event.Receipt;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Commits events, each batch by one statement. Rows of issues that are known to run, which nearly all are, go a shorter way.
 */
final class GroupCommit extends Commit<EventRow, RowOutcome> {
    /** Batches that are stored with every look after one that was not as it seemed: many more of its kind may follow. */
    private static final int WARY_BATCHES = 50;

    /** Of how many rows one may be unknown for the known ones to be worth a transaction of their own. */
    private static final int MOSTLY = 4;

    private final RollupSlot slot;
    private final IssueCache places = new IssueCache();
    private final RowStatements statements;
    private int wary;

    GroupCommit(Partitions partitions, RollupSlot slot) {
        super(partitions, EventKind.EVENTS);
        this.slot = slot;
        this.statements = new RowStatements(slot, places);
    }

    @Override
    Future<List<RowOutcome>> store(PgConnection connection, List<EventRow> rows, boolean again, boolean carefully) {
        return (again ? storeRest(connection, rows, carefully) : storeFirst(connection, rows))
                .map(outcomes -> inOrder(rows, outcomes))
                .onFailure(failed -> wary = WARY_BATCHES);
    }

    @Override
    Future<RowOutcome> alone(PgConnection connection, EventRow refused, Throwable failure) {
        return Future.succeededFuture(poison(refused, failure));
    }

    @Override
    List<EventRow> rows(List<EventRow> batch) {
        return batch;
    }

    /** The rows that are not stored already. */
    private Future<Map<UUID, RowOutcome>> storeRest(PgConnection connection, List<EventRow> rows, boolean carefully) {
        return EventStore.storedAlready(connection, new EventBatch(rows))
                .map(RowStatements.Fates::accepted)
                .compose(outcomes -> {
                    List<EventRow> rest = rows.stream()
                            .filter(row -> !outcomes.containsKey(row.grouped().id()))
                            .toList();
                    return rest.isEmpty()
                            ? Future.succeededFuture(outcomes)
                            : store(connection, rest, carefully).map(more -> merged(outcomes, more));
                });
    }

    /** Rows of issues that are known to run in the shorter way; the others at the same time in their own. */
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
        if (running.others().isEmpty()) {
            return known;
        }
        Future<Map<UUID, RowOutcome>> others = store(connection, running.others(), false);
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
        return statements.store(connection, rows, carefully).compose(stored -> {
            places.remember(rows, stored.fates());
            List<EventRow> unknown = stored.unknown();
            Map<UUID, RowOutcome> outcomes = new HashMap<>(rows.size() * 2);
            return unknown.isEmpty()
                    ? stored.addTo(outcomes, connection)
                    : storeNew(connection, unknown, carefully)
                            .compose(opened -> opened.addTo(outcomes, connection))
                            .compose(more -> stored.addTo(more, connection));
        });
    }

    /** Opens the issues and stores their first events in one transaction: no issue is ever seen without an event. */
    private Future<RowStatements.Fates> storeNew(PgConnection connection, List<EventRow> rows, boolean carefully) {
        Future<Transaction> begun = connection.begin();
        Future<RowStatements.Fates> storing = statements.openAndStore(connection, rows, carefully);
        return begun.compose(
                transaction -> storing.compose(stored -> transaction.commit().map(stored))
                        .recover(failure -> transaction.rollback().transform(ended -> Future.failedFuture(failure))));
    }

    /** Fails when there is none of a row: its issue, or the event that it repeats, was removed between two statements. */
    private static List<RowOutcome> inOrder(List<EventRow> rows, Map<UUID, RowOutcome> outcomes) {
        List<RowOutcome> ordered = new ArrayList<>(rows.size());
        for (EventRow row : rows) {
            RowOutcome outcome = outcomes.get(row.grouped().id());
            if (outcome == null) {
                throw new ChangedMeanwhileException();
            }
            ordered.add(outcome);
        }
        return ordered;
    }

    private static Map<UUID, RowOutcome> merged(Map<UUID, RowOutcome> some, Map<UUID, RowOutcome> more) {
        some.putAll(more);
        return some;
    }
}
