package dev.mesher.write;

import java.util.List;

/**
 * A batch that is final.
 *
 * @param outcomes in the order of the batch
 * @param node that committed it, or keeps it in its journal
 * @param journalled whether it is in the journal, and not in PostgreSQL yet
 */
record Written<R>(List<R> outcomes, String node, boolean journalled) {
    static <R> Written<R> committed(List<R> outcomes, String node) {
        return new Written<>(outcomes, node, false);
    }
}
