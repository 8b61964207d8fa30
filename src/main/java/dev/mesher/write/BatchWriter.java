package dev.mesher.write;

import dev.mesher.continuity.BatchRecord;
import dev.mesher.continuity.Completion;
import dev.mesher.continuity.Records;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Writes a batch: into PostgreSQL, or while that cannot be reached, where else it is kept. For one context. */
final class BatchWriter<T, R> {
    /** A PostgreSQL that says nothing for so long is away; the statement ends by itself a little earlier. */
    private static final long COMMIT_MILLIS = 10_000;

    private final Commit<T, R> commit;
    private final WriteKind<T, R> kind;
    private final Fallback fallback;
    private final Records records;
    private final StoredAnnouncements announced;
    private final IntConsumer sizes;

    /** @param sizes is told the size of each batch that goes to PostgreSQL */
    BatchWriter(
            Commit<T, R> commit,
            Fallback fallback,
            Records records,
            StoredAnnouncements announced,
            IntConsumer sizes) {
        this.commit = commit;
        this.kind = commit.kind();
        this.fallback = fallback;
        this.records = records;
        this.announced = announced;
        this.sizes = sizes;
    }

    /** Completes when the next batch may follow; what is left to do then is to announce this one and to answer. */
    Future<Runnable> write(WriterConnection connection, WriteQueue.Batch<T, R> batch) {
        List<T> writes = batch.writes();
        BatchRecord record =
                records.submitted(writes.stream().map(kind::attempt).toList());
        PgConnection live = connection.live();
        if (live == null) {
            return elsewhere(batch, record);
        }
        sizes.accept(batch.size());
        return connection
                .bounded(commit.commit(live, writes, false), COMMIT_MILLIS)
                .<Runnable>map(outcomes -> () -> {
                    announced.publish(kind, writes, outcomes);
                    answer(batch, record, Written.committed(outcomes, record.ingress()));
                })
                .recover(failure -> {
                    connection.lost(live, failure);
                    return elsewhere(batch, record);
                });
    }

    private Future<Runnable> elsewhere(WriteQueue.Batch<T, R> batch, BatchRecord record) {
        return fallback.write(kind, batch.writes(), record.ingress())
                .<Runnable>map(written -> () -> answer(batch, record, written))
                .otherwise(full -> () -> {
                    records.rejected(record, String.valueOf(full.getMessage()));
                    batch.fail(full);
                });
    }

    private void answer(WriteQueue.Batch<T, R> batch, BatchRecord record, Written<R> written) {
        records.completed(record, completion(batch.writes(), written));
        batch.answer(written.outcomes());
    }

    private Completion completion(List<T> writes, Written<R> written) {
        Map<UUID, String> errors = new HashMap<>();
        Set<UUID> again = new HashSet<>();
        for (int i = 0; i < writes.size(); i++) {
            UUID attempt = kind.attempt(writes.get(i)).id();
            String error = kind.error(written.outcomes().get(i));
            if (error != null) {
                errors.put(attempt, error);
            }
            if (kind.again(written.outcomes().get(i))) {
                again.add(attempt);
            }
        }
        // An error is of a request of which nothing was taken.
        for (int i = 0; i < writes.size() && !errors.isEmpty(); i++) {
            if (kind.error(written.outcomes().get(i)) == null) {
                errors.remove(kind.attempt(writes.get(i)).id());
            }
        }
        return new Completion(written.node(), written.journalled(), errors, again);
    }
}
