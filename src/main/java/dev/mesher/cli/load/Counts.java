package dev.mesher.cli.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of a run.
 *
 * @param byStatus answers by HTTP status
 * @param ackedInTime events acknowledged before the end of the run's duration
 * @param connectFailures connections that could not be opened
 * @param bytesSent bytes of the sent bodies
 */
record Counts(
        Map<AnswerKind, Long> byOutcome,
        Map<Integer, Long> byStatus,
        long ackedInTime,
        long connectFailures,
        long bytesSent) {

    long of(AnswerKind outcome) {
        return byOutcome.getOrDefault(outcome, 0L);
    }

    /** Events that the node acknowledged as durably stored. */
    long acknowledged() {
        return of(AnswerKind.ACCEPTED) + of(AnswerKind.JOURNALLED);
    }

    /**
     * Events that may or may not be stored: there was no answer, an unknown answer, or a server error (5xx). Not 503,
     * which says that the event is not stored.
     */
    long unknown() {
        long faults = byStatus.entrySet().stream()
                .filter(status -> status.getKey() >= 500 && status.getKey() != 503)
                .mapToLong(Map.Entry::getValue)
                .sum();
        return of(AnswerKind.LOST) + of(AnswerKind.TIMED_OUT) + of(AnswerKind.NOT_UNDERSTOOD) + faults;
    }

    long answered() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    long status(int status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** Whether more than half of the answers were 429 or 503. */
    boolean mostlyRefused() {
        return 2 * (status(429) + status(503)) > answered();
    }

    /** The number of errors by status or outcome. Empty when there were none. */
    Map<String, Long> errors() {
        Map<String, Long> errors = new TreeMap<>();
        byStatus.forEach((status, count) -> {
            if (status != 202 && status != 200) {
                errors.put(Integer.toString(status), count);
            }
        });
        errors.put("lost", of(AnswerKind.LOST));
        errors.put("timeout", of(AnswerKind.TIMED_OUT));
        errors.put("unsent", of(AnswerKind.NOT_SENT));
        errors.put("connect", connectFailures);
        errors.values().removeIf(count -> count == 0);
        return errors;
    }
}
