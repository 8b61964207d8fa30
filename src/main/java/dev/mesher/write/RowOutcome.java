package dev.mesher.write;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;

/** The outcome of one row after a commit. */
public sealed interface RowOutcome {
    /** The result that the client gets for the row's event. */
    Result result();

    /** The outcome of a row that this commit did not store. Only its result is known. */
    static RowOutcome of(Result result) {
        return result instanceof Refusal refusal
                ? new Poison(refusal, refusal.getMessage())
                : new Settled(result.receipt(), false, false, false);
    }

    /**
     * The row is stored, or will not be stored on purpose.
     *
     * @param stored whether this commit stored it; false when it was stored before or is not kept
     * @param newIssue whether the row opened its issue
     * @param regression whether the row reopened its resolved issue
     */
    record Settled(Receipt receipt, boolean stored, boolean newIssue, boolean regression) implements RowOutcome {
        @Override
        public Result result() {
            return receipt;
        }
    }

    /**
     * PostgreSQL refuses this row and would refuse it again.
     *
     * @param refusal for the client
     * @param reason PostgreSQL's error, for the operator
     */
    record Poison(Refusal refusal, String reason) implements RowOutcome {
        @Override
        public Result result() {
            return refusal;
        }
    }
}
