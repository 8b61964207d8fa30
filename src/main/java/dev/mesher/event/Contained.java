package dev.mesher.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that an item from outside failed and cost only itself: what strangers can make happen is one bounded line
 * every ten seconds at most, with how often it happened. For any thread.
 */
public final class Contained {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MESSAGE_LENGTH = 200;

    private final Logger log;
    private final String what;
    private final LongSupplier nanoClock;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong nextAt;

    /** @param what went wrong, and what was done instead */
    public Contained(Class<?> owner, String what) {
        this(LoggerFactory.getLogger(owner), what, System::nanoTime);
    }

    Contained(Logger log, String what, LongSupplier nanoClock) {
        this.log = log;
        this.what = what;
        this.nanoClock = nanoClock;
        this.nextAt = new AtomicLong(nanoClock.getAsLong());
    }

    /** To be called for each failure. */
    public void failed(Throwable failure) {
        long unused = untold.incrementAndGet();
        long now = nanoClock.getAsLong();
        long due = nextAt.get();
        if (now - due >= 0 && nextAt.compareAndSet(due, now + PAUSE_NANOS)) {
            log.warn("{}: {} ({} since the last such line)", what, line(failure), untold.getAndSet(0));
        }
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
