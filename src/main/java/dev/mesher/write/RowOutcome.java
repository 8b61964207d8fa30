package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;

/** What a commit made of one row. */
public sealed interface RowOutcome {
    /** What the client is told of the row's event. */
    Result result();

    /** Of a row that this commit did not store, and of which nothing more is known. */
    static RowOutcome of(Result result) {
        return result instanceof Refusal refusal
                ? new Poison(refusal, refusal.getMessage())
                : new Settled(result.receipt(), false, false, false);
    }

    /**
     * The row is final in the database, or is known not to be kept.
     *
     * @param stored this commit put it there; false for one that was there already, or that is not kept
     * @param newIssue it opened its issue
     * @param regression it reopened its resolved issue
     */
    record Settled(Receipt receipt, boolean stored, boolean newIssue, boolean regression) implements RowOutcome {
        @Override
        public Result result() {
            return receipt;
        }
    }

    /**
     * PostgreSQL does not take this row, whenever it is sent.
     *
     * @param refusal what the client is told
     * @param reason what PostgreSQL says, for the operator
     */
    record Poison(Refusal refusal, String reason) implements RowOutcome {
        @Override
        public Result result() {
            return refusal;
        }
    }
}
