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
 * Commits batches. Each write is either stored once or refused by itself. Transient failures are tried again, a missing
 * partition is created, and a batch that PostgreSQL refuses is halved until the bad write is alone. A commit fails only
 * when its outcome is unknown or PostgreSQL cannot be used. The same batch can then be committed again safely. To be
 * used on one context.
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
     * Commits the batch. Completes with the outcomes in the order of {@code batch}.
     *
     * @param again whether some of the batch may have been stored before
     */
    Future<List<R>> commit(PgConnection connection, List<T> batch, boolean again) {
        return attempt(connection, batch, again, 1);
    }

    /**
     * Makes one attempt to store the batch.
     *
     * @param again whether some of the batch may have been stored before
     * @param carefully whether the attempt before failed because of another transaction
     */
    abstract Future<List<R>> store(PgConnection connection, List<T> batch, boolean again, boolean carefully);

    /** Decides what becomes of a single write that PostgreSQL refuses. */
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

    /**
     * Whether another attempt may succeed: another transaction held a lock or inserted the same row at the same time.
     */
    private static boolean mayPass(Throwable failure) {
        return SqlFailure.retryable(failure)
                || SqlFailure.uniqueViolation(failure)
                || failure instanceof ChangedMeanwhileException;
    }

    /**
     * Whether the row has no partition. PostgreSQL reports that as a check violation without a constraint's name. The
     * error text cannot be used, since it may be in any language.
     */
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
