package dev.mesher.merge;

import dev.mesher.db.SqlFailure;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Refusal;
import dev.mesher.merge.MoveStore.Held;
import dev.mesher.merge.MoveStore.Move;
import dev.mesher.payload.Dictionaries;
import dev.mesher.payload.Payload;
import dev.mesher.payload.UnknownDictionaryException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves events to the issue that owns their fingerprint, a few in each transaction. The same transaction changes the
 * counts of both issues, so each event is always counted once, by the issue that lists it. Ingest continues meanwhile.
 * It waits for the two issues only while the counts change. Any node may take a step.
 */
public final class Moves {
    private static final int BATCH = 250;

    private final Vertx vertx;
    private final Pool pool;
    private final Dictionaries dictionaries;
    private final int batch;

    public Moves(Vertx vertx, Pool pool, Dictionaries dictionaries) {
        this(vertx, pool, dictionaries, BATCH);
    }

    /**
     * @param batch number of events that one transaction checks
     */
    Moves(Vertx vertx, Pool pool, Dictionaries dictionaries, int batch) {
        this.vertx = vertx;
        this.pool = pool;
        this.dictionaries = dictionaries;
        this.batch = batch;
    }

    /** Takes one step of the move that is due first. False when none is due. */
    public Future<Boolean> step() {
        return step(null);
    }

    /**
     * Takes one step of the move of {@code issue}, or of any move when it is null. False when none is due, or another
     * node has locked it.
     */
    public Future<Boolean> step(@Nullable UUID issue) {
        return pool.withTransaction(transaction -> MoveStore.take(transaction, issue)
                        .compose(due -> due.map(move -> step(transaction, move).map(true))
                                .orElse(Future.succeededFuture(false))))
                .recover(cause -> cause instanceof ChangedMeanwhile || SqlFailure.retryable(cause)
                        ? Future.succeededFuture(true)
                        : Future.failedFuture(cause));
    }

    private Future<Void> step(SqlConnection transaction, Move move) {
        return MoveStore.hold(transaction, move.issue()).compose(found -> found.map(held -> held.hasPlace()
                        ? step(transaction, move, held)
                        : MoveEndStore.deleteToo(transaction, move.issue()))
                .orElseGet(() -> MoveEndStore.forget(transaction, move.issue())));
    }

    private Future<Void> step(SqlConnection transaction, Move move, Held held) {
        boolean users = held.mergedInto() == null && held.users() > 0;
        return MoveStore.events(transaction, move, batch, held.mergedInto(), users)
                .compose(rows ->
                        users ? vertx.executeBlocking(() -> read(rows), false) : Future.succeededFuture(read(rows)))
                .compose(events -> moveToOwners(transaction, move, held, events)
                        .compose(next -> events.isEmpty()
                                ? endRound(transaction, move, held)
                                : MoveStore.goOnAfter(transaction, move.issue(), events.get(events.size() - 1))));
    }

    private Future<Void> moveToOwners(SqlConnection transaction, Move move, Held held, List<MovingEvent> events) {
        UUID issue = move.issue();
        List<MovingEvent> leaving =
                events.stream().filter(event -> !event.owner().equals(issue)).toList();
        Future<Void> moved = leaving.isEmpty()
                ? Future.succeededFuture()
                : MoveStore.move(transaction, issue, leaving)
                        .compose(gone -> gone.isEmpty()
                                ? Future.succeededFuture()
                                : lock(transaction, issue, held, gone)
                                        .compose(locked -> MoveCountStore.count(transaction, issue, gone))
                                        .compose(counted -> MoveCountStore.gainUsers(transaction, gone)));
        return moved.compose(done -> held.mergedInto() != null || events.isEmpty()
                ? Future.succeededFuture()
                : MoveCountStore.note(transaction, issue, events));
    }

    /** Fails when a fingerprint was given to another issue before the locks were taken. */
    private static Future<Void> lock(SqlConnection transaction, UUID issue, Held held, List<MovingEvent> gone) {
        Set<UUID> issues = new LinkedHashSet<>(List.of(issue));
        gone.forEach(event -> issues.add(event.owner()));
        return MoveStore.lock(transaction, issues)
                .compose(all -> all
                        ? MoveStore.own(transaction, issue, held.mergedInto(), gone)
                        : Future.succeededFuture(false))
                .compose(theirs -> theirs ? Future.succeededFuture() : Future.failedFuture(new ChangedMeanwhile()));
    }

    private Future<Void> endRound(SqlConnection transaction, Move move, Held held) {
        if (held.mergedInto() != null) {
            return endMerge(transaction, move.issue(), held.mergedInto());
        }
        if (!move.lastRound()) {
            return move.settled()
                    // A batch that stored by the former owner holds this lock until its events are visible.
                    ? MoveStore.lock(transaction, List.of(move.issue()))
                            .compose(locked -> MoveStore.beginRound(transaction, move.issue(), true))
                    : MoveStore.waitUntilSettled(transaction, move.issue());
        }
        return MoveStore.lock(transaction, List.of(move.issue()))
                .compose(locked -> MoveStore.events(transaction, move, 1, null, false))
                .compose(more -> more.size() > 0
                        ? Future.succeededFuture()
                        : MoveEndStore.dropUsers(transaction, move.issue(), batch)
                                .compose(noted -> noted == batch
                                        ? Future.succeededFuture()
                                        : MoveEndStore.dropReleases(transaction, move.issue())
                                                .compose(dropped -> MoveEndStore.forget(transaction, move.issue()))));
    }

    private Future<Void> endMerge(SqlConnection transaction, UUID issue, UUID into) {
        return MoveEndStore.lock(transaction, issue, into).compose(both -> {
            if (!both) {
                return MoveEndStore.deleteToo(transaction, issue);
            }
            return MoveEndStore.hasEvents(transaction, issue)
                    .compose(late -> late
                            ? MoveStore.beginRound(transaction, issue, false)
                            : MoveEndStore.handOverUsers(transaction, issue, into, batch)
                                    .compose(users -> users == batch
                                            ? Future.succeededFuture()
                                            : MoveEndStore.handOverRest(transaction, issue, into)
                                                    .compose(removed -> MoveEndStore.forget(transaction, issue))));
        });
    }

    private List<MovingEvent> read(RowSet<Row> rows) {
        List<MovingEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(new MovingEvent(
                    row.getUUID("id"),
                    row.getOffsetDateTime("received_at"),
                    row.getUUID("project_id"),
                    row.getString("fingerprint"),
                    row.getString("environment"),
                    row.getString("release"),
                    row.getUUID("owner"),
                    user(row.getBuffer("payload"))));
        }
        return events;
    }

    /** The hash of the event's user. Null when the event has none, or this version cannot read it. */
    private @Nullable UUID user(@Nullable Buffer payload) {
        try {
            return payload == null
                    ? null
                    : NativeEvent.decodeStored(Payload.expand(payload.getBytes(), dictionaries))
                            .userHash();
        } catch (UnknownDictionaryException notYet) {
            throw notYet;
        } catch (Refusal | IllegalArgumentException unreadable) {
            return null;
        }
    }

    /**
     * A fingerprint or an issue changed between two statements. The transaction is rolled back, and the step is taken
     * again.
     */
    private static final class ChangedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangedMeanwhile() {
            super("fingerprints changed meanwhile", null, false, false);
        }
    }
}
