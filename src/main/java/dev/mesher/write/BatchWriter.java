package dev.mesher.write;

import dev.mesher.continuity.BatchRecord;
import dev.mesher.continuity.Completion;
import dev.mesher.continuity.Records;
import dev.mesher.journal.Journal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Writes a batch to PostgreSQL. When this node cannot reach PostgreSQL, another node commits and announces the batch.
 * If no node can, the journal keeps it. To be used on one context.
 */
final class BatchWriter<T, R> {
    /**
     * How long PostgreSQL may take before it counts as away. The statement timeout on the server is a little shorter.
     */
    private static final long COMMIT_MILLIS = 10_000;

    private final Commit<T, R> commit;
    private final WriteKind<T, R> kind;
    private final Handover handover;
    private final Journal journal;
    private final Records records;
    private final StoredAnnouncements announced;
    private final IntConsumer sizes;

    /**
     * Creates the writer.
     *
     * @param sizes receives the size of each batch that is sent to PostgreSQL
     */
    BatchWriter(
            Commit<T, R> commit,
            Handover handover,
            Journal journal,
            Records records,
            StoredAnnouncements announced,
            IntConsumer sizes) {
        this.commit = commit;
        this.kind = commit.kind();
        this.handover = handover;
        this.journal = journal;
        this.records = records;
        this.announced = announced;
        this.sizes = sizes;
    }

    /**
     * Writes the batch. The future completes when the next batch may follow. The caller must then run its result, which
     * announces this batch and completes its answers.
     */
    Future<Runnable> write(WriterConnection connection, WriteQueue.Batch<T, R> batch) {
        List<T> writes = batch.writes();
        BatchRecord record =
                records.submitted(writes.stream().map(kind::attempt).toList());
        PgConnection live = connection.live();
        if (live == null) {
            return elsewhere(batch, record);
        }
        sizes.accept(writes.size());
        return connection
                .bounded(commit.commit(live, writes, false), COMMIT_MILLIS)
                .<Runnable>map(outcomes -> () -> {
                    announced.publish(kind, writes, outcomes);
                    answer(batch, record, outcomes, record.ingress(), false);
                })
                .recover(failure -> {
                    connection.lost(live, failure);
                    return elsewhere(batch, record);
                });
    }

    private Future<Runnable> elsewhere(WriteQueue.Batch<T, R> batch, BatchRecord record) {
        return handover.possible()
                ? handover.commit(kind, batch.writes())
                        .<Runnable>map(done -> () -> answer(batch, record, done.outcomes(), done.node(), false))
                        .recover(nobody -> journal(batch, record))
                : journal(batch, record);
    }

    private Future<Runnable> journal(WriteQueue.Batch<T, R> batch, BatchRecord record) {
        List<T> writes = batch.writes();
        return journal.append(writes, kind::entry)
                .map(holders -> IntStream.range(0, writes.size())
                        .mapToObj(i -> kind.journalled(writes.get(i), holders.get(i)))
                        .toList())
                .<Runnable>map(outcomes -> () -> answer(batch, record, outcomes, record.ingress(), true))
                .otherwise(full -> () -> {
                    records.rejected(record, String.valueOf(full.getMessage()));
                    batch.fail(full);
                });
    }

    /**
     * Completes the answers of a batch.
     *
     * @param node the node that committed the batch or has it in its journal
     */
    private void answer(
            WriteQueue.Batch<T, R> batch, BatchRecord record, List<R> outcomes, String node, boolean journalled) {
        Map<UUID, String> errors = new HashMap<>();
        Set<UUID> again = new HashSet<>();
        for (int i = 0; i < outcomes.size(); i++) {
            UUID attempt = kind.attempt(batch.writes().get(i)).id();
            String error = kind.error(outcomes.get(i));
            if (error != null) {
                errors.put(attempt, error);
            }
            if (kind.again(outcomes.get(i))) {
                again.add(attempt);
            }
        }
        // An attempt has an error only if none of its events was stored.
        for (int i = 0; i < outcomes.size() && !errors.isEmpty(); i++) {
            if (kind.error(outcomes.get(i)) == null) {
                errors.remove(kind.attempt(batch.writes().get(i)).id());
            }
        }
        records.completed(record, new Completion(node, journalled, errors, again));
        batch.answer(outcomes);
    }
}
