package dev.mesher.write;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Has the writers of a node begin their batches by turns: while others commit, one waits until it has as many rows as they
 * have under way, or until one of them is done. Batches stay large on a disk that syncs fast, and PostgreSQL always has
 * one. Safe on any thread.
 */
final class WriterTurns {
    /** For a batch of another that waits for a lock: no reason to wait with it. */
    private static final long LONGEST_HOLD_MILLIS = 20;

    private final List<Turn> all = new CopyOnWriteArrayList<>();
    private final long longestHoldMillis;

    WriterTurns() {
        this(LONGEST_HOLD_MILLIS);
    }

    WriterTurns(long longestHoldMillis) {
        this.longestHoldMillis = longestHoldMillis;
    }

    /** @param flush asks {@link Turn#mayBegin} again; called on {@code context} */
    Turn join(Context context, Runnable flush) {
        Turn turn = new Turn(context, flush);
        all.add(turn);
        return turn;
    }

    /** One writer's; but for {@code rows}, of its context alone. */
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

        /** Whether a batch of so many rows is worth a transaction now; if not, {@code flush} is called when it may be. */
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

        /** Nobody waits for this one any more, nor this one for others. */
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
