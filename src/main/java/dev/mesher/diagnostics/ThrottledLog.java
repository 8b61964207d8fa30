package dev.mesher.diagnostics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Lets something that strangers can make happen be said at once, then not again for a while, and then with how often it
 * happened meanwhile. For any thread.
 */
public final class ThrottledLog {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int MESSAGE_LENGTH = 200;

    private final long pauseNanos;
    private final LongSupplier nanoClock;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong nextAt;

    /** Says something every ten seconds at most. */
    public ThrottledLog() {
        this(PAUSE, System::nanoTime);
    }

    public ThrottledLog(Duration pause, LongSupplier nanoClock) {
        this.pauseNanos = pause.toNanos();
        this.nanoClock = nanoClock;
        this.nextAt = new AtomicLong(nanoClock.getAsLong());
    }

    /** Gives {@code say} the number of times since it was called last, this one included. */
    public void happened(LongConsumer say) {
        long unused = unsaid.incrementAndGet();
        long now = nanoClock.getAsLong();
        long due = nextAt.get();
        if (now - due >= 0 && nextAt.compareAndSet(due, now + pauseNanos)) {
            say.accept(unsaid.getAndSet(0));
        }
    }

    /**
     * Warns in one bounded line that an item from outside failed and cost only itself.
     *
     * @param what went wrong, and what was done instead
     */
    public void failed(Class<?> owner, String what, Throwable failure) {
        happened(count -> LoggerFactory.getLogger(owner)
                .warn("{}: {} ({} since the last such line)", what, line(failure), count));
    }

    /** Kind, message and place, without the trace: that of a stack overflow has a thousand lines. */
    private static String line(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String cut = message.length() > MESSAGE_LENGTH ? message.substring(0, MESSAGE_LENGTH) : message;
        StringBuilder printable = new StringBuilder(cut.length());
        cut.chars().forEach(c -> printable.append(Character.isISOControl(c) ? ' ' : (char) c));
        StackTraceElement[] trace = failure.getStackTrace();
        StackTraceElement place = trace.length == 0 ? null : trace[0];
        for (StackTraceElement each : trace) {
            if (each.getClassName().startsWith("dev.mesher.")) {
                place = each;
                break;
            }
        }
        return failure.getClass().getName() + ": " + printable + (place == null ? "" : " at " + place);
    }
}
