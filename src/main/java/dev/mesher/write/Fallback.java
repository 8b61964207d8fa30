package dev.mesher.write;

import dev.mesher.journal.Journal;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** Where batches go while this node cannot commit them: to a node that can, which announces them then, else into the journal. */
public final class Fallback {
    private final Handover handover;
    private final Journal journal;

    public Fallback(Handover handover, Journal journal) {
        this.handover = handover;
        this.journal = journal;
    }

    /**
     * Fails when the batch is kept nowhere.
     *
     * @param node the name of this node
     */
    <T, R> Future<Written<R>> write(WriteKind<T, R> kind, List<T> batch, String node) {
        return handover.possible()
                ? handover.commit(kind, batch).recover(nobody -> journal(kind, batch, node))
                : journal(kind, batch, node);
    }

    private <T, R> Future<Written<R>> journal(WriteKind<T, R> kind, List<T> batch, String node) {
        return journal.append(batch, kind::entry)
                .map(holders -> IntStream.range(0, batch.size())
                        .mapToObj(i -> kind.journalled(batch.get(i), holders.get(i)))
                        .toList())
                .map(outcomes -> new Written<>(outcomes, node, true));
    }
}
