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
 * Commits batches of events. Rows of known issues that had an event in the current hour use a faster statement. Nearly
 * all rows do.
 */
final class GroupCommit extends Commit<EventRow, RowOutcome> {
    /**
     * How many batches are stored without the faster statement after that has failed. The reason for the failure is
     * likely to occur again soon.
     */
    private static final int WARY_BATCHES = 50;

    /**
     * The faster statement is used only if at most one of this many rows is unknown. Otherwise a transaction of its own
     * is not worth its cost.
     */
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

    /** Stores the rows that are not stored already. */
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

    /**
     * Stores the rows of known issues with the faster statement, and at the same time the other rows with the general
     * one.
     */
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

    /** Opens issues and stores their first events in one transaction, so no issue is ever visible without an event. */
    private Future<RowStatements.Fates> storeNew(PgConnection connection, List<EventRow> rows, boolean carefully) {
        Future<Transaction> begun = connection.begin();
        Future<RowStatements.Fates> storing = statements.openAndStore(connection, rows, carefully);
        return begun.compose(
                transaction -> storing.compose(stored -> transaction.commit().map(stored))
                        .recover(failure -> transaction.rollback().transform(ended -> Future.failedFuture(failure))));
    }

    /**
     * The outcomes in the order of the rows. Fails when a row has none. Then its issue, or the event that it repeats,
     * was removed between two statements.
     */
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
