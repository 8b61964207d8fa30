package dev.mesher.write;

import dev.mesher.db.Partitions;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, and sees to it that each write is stored once or refused by itself: what may pass is tried again, a
 * partition that is missing is made, and a batch that PostgreSQL refuses is halved until the bad one is alone. Fails only when
 * the outcome is not known or PostgreSQL cannot be used; committing the same batch again is safe then. For one context.
 */
abstract class Commit<T, R> {
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);
    private static final int ATTEMPTS = 4;

    private final Partitions partitions;
    private final WriteKind<T, R> kind;

    Commit(Partitions partitions, WriteKind<T, R> kind) {
        this.partitions = partitions;
        this.kind = kind;
    }

    WriteKind<T, R> kind() {
        return kind;
    }

    /**
     * The outcomes, in the order of {@code batch}.
     *
     * @param again some of the batch may have been stored before
     */
    Future<List<R>> commit(PgConnection connection, List<T> batch, boolean again) {
        return attempt(connection, batch, again, 1);
    }

    /**
     * One try.
     *
     * @param again some of the batch may have been stored before
     * @param carefully the try before met another transaction
     */
    abstract Future<List<R>> store(PgConnection connection, List<T> batch, boolean again, boolean carefully);

    /** What becomes of a write that PostgreSQL refuses although it is alone. */
    abstract Future<R> alone(PgConnection connection, T refused, Throwable failure);

    abstract List<EventRow> rows(List<T> batch);

    static RowOutcome.Poison poison(EventRow row, Throwable failure) {
        LOG.warn("event {} is refused by PostgreSQL", row.grouped().id(), failure);
        return new RowOutcome.Poison(
                Refusal.malformed("event cannot be stored: a value is out of range"), SqlFailure.reason(failure));
    }

    private Future<List<R>> attempt(PgConnection connection, List<T> batch, boolean again, int attempt) {
        return Future.succeededFuture(batch)
                .compose(writes -> store(connection, writes, again, attempt > 1))
                .recover(failure -> afterFailure(connection, batch, failure, attempt));
    }

    private Future<List<R>> afterFailure(PgConnection connection, List<T> batch, Throwable failure, int attempt) {
        if (attempt < ATTEMPTS && mayPass(failure)) {
            return attempt(connection, batch, true, attempt + 1);
        }
        if (attempt < ATTEMPTS && isPartitionMissing(failure)) {
            return ensurePartitions(batch).compose(made -> attempt(connection, batch, true, attempt + 1));
        }
        if (!SqlFailure.badData(failure)) {
            return Future.failedFuture(failure);
        }
        if (batch.size() == 1) {
            return alone(connection, batch.get(0), failure).map(List::of);
        }
        int half = batch.size() / 2;
        return commit(connection, batch.subList(0, half), true)
                .compose(some -> commit(connection, batch.subList(half, batch.size()), true)
                        .map(more -> joined(some, more)));
    }

    /** Another transaction was in the way, or added the same at the same moment. */
    private static boolean mayPass(Throwable failure) {
        return SqlFailure.retryable(failure)
                || SqlFailure.uniqueViolation(failure)
                || failure instanceof ChangedMeanwhileException;
    }

    /** A check that no constraint stands for. The server's words are no help: they may be in any language. */
    private static boolean isPartitionMissing(Throwable failure) {
        return failure instanceof PgException answer
                && "23514".equals(answer.getSqlState())
                && answer.getConstraint() == null;
    }

    private Future<Void> ensurePartitions(List<T> batch) {
        List<LocalDate> days = rows(batch).stream()
                .map(row -> LocalDate.ofInstant(row.grouped().receivedAt(), ZoneOffset.UTC))
                .sorted()
                .toList();
        return partitions.ensure(days.get(0), days.get(days.size() - 1));
    }

    private static <E> List<E> joined(List<E> some, List<E> more) {
        List<E> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
