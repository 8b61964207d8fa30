package dev.mesher.write;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Coordinates when the writers of a node begin their batches. While others commit, a writer waits until it has as many
 * rows as they are committing, or until one of them is done. So batches stay large on a disk that syncs fast, and
 * PostgreSQL always has a batch to work on. Thread-safe.
 */
final class WriterTurns {
    /** The longest wait. The batch of another writer may be waiting for a lock, which is no reason to wait with it. */
    private static final long LONGEST_HOLD_MILLIS = 20;

    private final List<Turn> all = new CopyOnWriteArrayList<>();
    private final long longestHoldMillis;

    WriterTurns() {
        this(LONGEST_HOLD_MILLIS);
    }

    WriterTurns(long longestHoldMillis) {
        this.longestHoldMillis = longestHoldMillis;
    }

    /**
     * Adds a writer.
     *
     * @param flush called on {@code context} when {@link Turn#mayBegin} should be asked again
     */
    Turn join(Context context, Runnable flush) {
        Turn turn = new Turn(context, flush);
        all.add(turn);
        return turn;
    }

    /** The turn of one writer. To be used on the writer's context, except {@code rows}, which other writers read. */
    final class Turn {
        private static final long NO_TIMER = -1;

        private final Context context;
        private final Runnable flush;
        private volatile int rows;
        private long timer = NO_TIMER;
        private boolean overdue;
        private boolean left;

        private Turn(Context context, Runnable flush) {
            this.context = context;
            this.flush = flush;
        }

        /** Whether a batch of {@code waiting} rows may begin now. If not, {@code flush} is called later. */
        boolean mayBegin(int waiting) {
            if (left || overdue || waiting >= underWayElsewhere()) {
                return true;
            }
            if (timer == NO_TIMER) {
                timer = owner().setTimer(longestHoldMillis, late -> {
                    timer = NO_TIMER;
                    overdue = true;
                    flush.run();
                });
            }
            return false;
        }

        void begin(int count) {
            rows = count;
            overdue = false;
            boolean unused = owner().cancelTimer(timer);
            timer = NO_TIMER;
        }

        void end() {
            rows = 0;
            for (Turn other : all) {
                if (other != this) {
                    other.context.runOnContext(free -> other.flush.run());
                }
            }
        }

        /** Removes this writer. The others no longer wait for it, and it no longer waits for them. */
        void leave() {
            all.remove(this);
            left = true;
            end();
        }

        private Vertx owner() {
            return context.owner();
        }

        private int underWayElsewhere() {
            int sum = 0;
            for (Turn turn : all) {
                sum += turn == this ? 0 : turn.rows;
            }
            return sum;
        }
    }
}
