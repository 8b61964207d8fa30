package dev.mesher.write;

import dev.mesher.db.Partitions;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Commits requests with a client's key. The key, the events and the answer are stored in one transaction, so neither a
 * crash nor the same request on another node can separate them. A commit fails only when its outcome is unknown or
 * PostgreSQL cannot be used. The same requests can then be committed again safely.
 */
final class KeyedCommit extends Commit<KeyedWrite, KeyedOutcome> {
    /** Rolls back a transaction that was only run to see whether PostgreSQL accepts a row. */
    private static final class UndoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UndoneException() {
            super("undone", null, false, false);
        }
    }

    private final RowStatements statements;
    private final String node;

    /**
     * Creates the commit.
     *
     * @param node the name of this node
     */
    KeyedCommit(Partitions partitions, RollupSlot slot, String node) {
        super(partitions, RequestKind.REQUESTS);
        // The transaction may still be rolled back, so nothing is added to the cache.
        this.statements = new RowStatements(slot, new IssueCache());
        this.node = node;
    }

    /**
     * Stores the requests. {@code again} has no effect here, since the claims of the keys show what was stored before.
     */
    @Override
    Future<List<KeyedOutcome>> store(
            PgConnection connection, List<KeyedWrite> units, boolean again, boolean carefully) {
        return inTransaction(connection, () -> claimAndStore(connection, units))
                .compose(first -> withTaken(connection, units, first));
    }

    /** Finds the rows that PostgreSQL refuses by trying each, and commits the others. */
    @Override
    Future<KeyedOutcome> alone(PgConnection connection, KeyedWrite unit, Throwable failure) {
        return poison(connection, unit.rows(), new HashMap<>()).compose(poison -> {
            if (poison.isEmpty()) {
                return Future.failedFuture(failure);
            }
            List<Slot<EventRow>> slots = unit.slots().stream()
                    .map(slot -> slot.then(row -> withoutPoison(row, poison)))
                    .toList();
            KeyedWrite rest = unit.with(slots);
            return Slot.allRefused(slots)
                    ? Future.succeededFuture(
                            new KeyedOutcome(KeyedOutcome.Kind.REFUSED, rest.results(Map.of()), Map.copyOf(poison)))
                    : commit(connection, List.of(rest), true)
                            .map(outcomes -> outcomes.get(0).with(poison));
        });
    }

    @Override
    List<EventRow> rows(List<KeyedWrite> units) {
        return units.stream().flatMap(unit -> unit.rows().stream()).toList();
    }

    /** Claims the keys and stores the requests that got theirs. Completes with their outcomes by attempt id. */
    private Future<Map<UUID, KeyedOutcome>> claimAndStore(PgConnection connection, List<KeyedWrite> units) {
        return RequestKeyStore.claim(connection, units, node).compose(claimed -> {
            List<KeyedWrite> first = units.stream()
                    .filter(unit -> claimed.contains(unit.attempt().id()))
                    .toList();
            List<EventRow> rows = rows(first);
            return (rows.isEmpty() ? Future.succeededFuture(Map.<UUID, RowOutcome>of()) : storeRows(connection, rows))
                    .compose(outcomes -> answer(connection, first, outcomes));
        });
    }

    private static Future<Map<UUID, KeyedOutcome>> answer(
            PgConnection connection, List<KeyedWrite> first, Map<UUID, RowOutcome> outcomes) {
        Map<UUID, KeyedOutcome> done = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (KeyedWrite unit : first) {
            List<Result> results = unit.results(outcomes);
            String given = unit.given();
            texts.add(given == null ? new Results(unit.bulk(), results).text() : given);
            Map<UUID, RowOutcome> own = new HashMap<>();
            unit.rows().forEach(row -> {
                RowOutcome outcome = outcomes.get(row.grouped().id());
                if (outcome != null) {
                    own.put(row.grouped().id(), outcome);
                }
            });
            done.put(unit.attempt().id(), new KeyedOutcome(KeyedOutcome.Kind.FIRST, results, own));
        }
        return first.isEmpty()
                ? Future.succeededFuture(done)
                : RequestKeyStore.answer(connection, first, texts).map(done);
    }

    /**
     * Adds the outcomes of requests whose key was taken before: by another request, or by the same one in an attempt
     * with unknown outcome.
     */
    private static Future<List<KeyedOutcome>> withTaken(
            PgConnection connection, List<KeyedWrite> units, Map<UUID, KeyedOutcome> first) {
        List<KeyedWrite> others = units.stream()
                .filter(unit -> !first.containsKey(unit.attempt().id()))
                .toList();
        return (others.isEmpty()
                        ? Future.succeededFuture(Map.<UUID, RequestKeyStore.Taken>of())
                        : RequestKeyStore.find(connection, others))
                .map(taken -> {
                    List<KeyedOutcome> outcomes = new ArrayList<>(units.size());
                    for (KeyedWrite unit : units) {
                        UUID attempt = unit.attempt().id();
                        KeyedOutcome own = first.get(attempt);
                        RequestKeyStore.Taken before = taken.get(attempt);
                        if (own != null) {
                            outcomes.add(own);
                        } else if (before != null) {
                            outcomes.add(before.outcome(unit.attempt(), unit.bulk()));
                        } else {
                            throw new IllegalStateException(
                                    "the key of " + attempt + " could neither be claimed nor found");
                        }
                    }
                    return outcomes;
                });
    }

    private static Slot<EventRow> withoutPoison(EventRow row, Map<UUID, RowOutcome.Poison> poison) {
        RowOutcome.Poison refused = poison.get(row.grouped().id());
        return refused == null ? Slot.toStore(row) : Slot.done(refused.refusal());
    }

    private Future<Map<UUID, RowOutcome.Poison>> poison(
            PgConnection connection, List<EventRow> rows, Map<UUID, RowOutcome.Poison> found) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(found);
        }
        EventRow row = rows.get(0);
        return inTransaction(connection, () -> storeRows(connection, List.of(row))
                        .compose(stored -> Future.<Void>failedFuture(new UndoneException())))
                .recover(failure -> {
                    boolean taken = failure instanceof UndoneException;
                    if (!taken && !SqlFailure.badData(failure)) {
                        return Future.failedFuture(failure);
                    }
                    if (!taken) {
                        found.put(row.grouped().id(), poison(row, failure));
                    }
                    return Future.succeededFuture();
                })
                .compose(tried -> poison(connection, rows.subList(1, rows.size()), found));
    }

    /** Stores all of the rows. If this fails, the transaction must be rolled back. */
    private Future<Map<UUID, RowOutcome>> storeRows(PgConnection connection, List<EventRow> rows) {
        return statements
                .openAndStore(connection, rows, true)
                .compose(stored -> stored.unknown().isEmpty()
                        ? stored.addTo(new HashMap<>(), connection)
                        : Future.failedFuture(new ChangedMeanwhileException()));
    }

    private static <T> Future<T> inTransaction(PgConnection connection, Supplier<Future<T>> work) {
        return connection.begin().compose(transaction -> work.get()
                .compose(result -> transaction.commit().map(result))
                .recover(failure -> transaction.rollback().transform(ended -> Future.failedFuture(failure))));
    }
}
