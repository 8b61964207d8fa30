package dev.mesher.cli.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts the answers. Written by the event loop, read by the command's thread. */
final class Tally {
    private static final int STATUSES = 600;
    private static final long MAX_MICROS = 600_000_000;

    private final Map<AnswerKind, LongAdder> outcomes = new EnumMap<>(AnswerKind.class);
    private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
    private final LongAdder ackedInTime = new LongAdder();
    private final LongAdder connectFailures = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final Recorder latencyMicros = new Recorder(MAX_MICROS, 3);

    Tally() {
        for (AnswerKind outcome : AnswerKind.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /**
     * Counts an answer.
     *
     * @param inTime whether it came within the run's duration; only those count for the throughput
     */
    void answered(int status, AnswerKind outcome, long latencyNanos, boolean inTime) {
        statuses.incrementAndGet(Math.min(status, STATUSES - 1));
        adder(outcome).increment();
        if (outcome == AnswerKind.ACCEPTED || outcome == AnswerKind.JOURNALLED) {
            latencyMicros.recordValue(Math.min(MAX_MICROS, latencyNanos / 1000));
            if (inTime) {
                ackedInTime.increment();
            }
        }
    }

    /** Counts a request without an answer. */
    void unanswered(AnswerKind outcome) {
        unanswered(outcome, 1);
    }

    void unanswered(AnswerKind outcome, long count) {
        adder(outcome).add(count);
    }

    void sent(int bytes) {
        bytesSent.add(bytes);
    }

    void connectFailed() {
        connectFailures.increment();
    }

    /** The latencies recorded since the last call. */
    Histogram takeLatencies() {
        return latencyMicros.getIntervalHistogram();
    }

    /** The counts so far. */
    Counts counts() {
        Map<AnswerKind, Long> byOutcome = new EnumMap<>(AnswerKind.class);
        outcomes.forEach((outcome, adder) -> byOutcome.put(outcome, adder.sum()));
        Map<Integer, Long> byStatus = new TreeMap<>();
        for (int status = 0; status < STATUSES; status++) {
            if (statuses.get(status) > 0) {
                byStatus.put(status, statuses.get(status));
            }
        }
        return new Counts(byOutcome, byStatus, ackedInTime.sum(), connectFailures.sum(), bytesSent.sum());
    }

    private LongAdder adder(AnswerKind outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
