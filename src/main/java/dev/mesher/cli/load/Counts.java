package dev.mesher.cli.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a run counted.
 *
 * @param byStatus answers by HTTP status
 * @param ackedInTime acknowledged before the duration was over
 * @param connectFailures connections that could not be opened
 * @param bytesSent of bodies
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

    /** Events that the node promised to have stored, for good. */
    long acknowledged() {
        return of(AnswerKind.ACCEPTED) + of(AnswerKind.JOURNALLED);
    }

    /**
     * Events that may or may not be stored: no answer came, or one that does not say, or a fault's (5xx). Not 503: that
     * one says that the event is not stored.
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

    /** True when more than half of the answers say that there is no room. */
    boolean mostlyRefused() {
        return 2 * (status(429) + status(503)) > answered();
    }

    /** What went wrong, by status or kind, with how often; empty when nothing did. */
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
