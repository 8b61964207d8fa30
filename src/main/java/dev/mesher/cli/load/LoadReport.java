package dev.mesher.cli.load;

import dev.mesher.cli.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Prints a load test: how it measures, one line per second, the figures, and the proof. */
final class LoadReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private static final List<AnswerKind> OTHER_THAN_ACCEPTED =
            List.of(AnswerKind.JOURNALLED, AnswerKind.SAMPLED, AnswerKind.DISCARDED, AnswerKind.NOT_UNDERSTOOD);

    private final LoadPlan plan;
    private final Report report;

    LoadReport(LoadPlan plan, PrintWriter out) {
        this.plan = plan;
        this.report = new Report(out);
    }

    void heading(String runId) {
        report.line(
                "load run %s on %s: %d connections, %s, %s events (%d KB%s), %d issues",
                runId,
                plan.target().url(),
                plan.connections(),
                Durations.text(plan.duration()),
                plan.size(),
                plan.size().bytes() >> 10,
                plan.sentryProject().isPresent() ? ", each in a Sentry envelope, gzip" : "",
                plan.issues());
        if (plan.rate().isPresent()) {
            report.line(
                    "open loop: %,.0f events/s on a fixed schedule, however fast the node answers; latency counts from when"
                            + " an event was due to be sent, so it includes waiting for a stalled node",
                    plan.rate().getAsDouble());
        } else {
            report.line(
                    "closed loop: a connection sends its next event when the last one is answered; a node that stalls gets"
                            + " fewer requests, so its stalls are under-reported (--rate measures them fully)");
        }
    }

    void progress(long elapsedNanos, Counts now, Counts before, Histogram interval) {
        report.line(
                "%4.0f s  %,8d acked/s  p99 %s  errors %s",
                elapsedNanos / 1e9,
                now.acknowledged() - before.acknowledged(),
                millis(interval, 99),
                words(now.errors()));
    }

    void measured(Counts counts, Histogram latencies) {
        report.line("");
        if (counts.mostlyRefused()) {
            refused(counts);
        } else {
            report.line(
                    "throughput    %,.0f acknowledged events/s (%,d within %s)",
                    counts.ackedInTime() * 1e9 / plan.duration().toNanos(),
                    counts.ackedInTime(),
                    Durations.text(plan.duration()));
            StringBuilder percentiles = new StringBuilder();
            for (double percentile : PERCENTILES) {
                percentiles.append("p%s %s  ".formatted(number(percentile), millis(latencies, percentile)));
            }
            report.line("latency       %smax %s, of acknowledged events", percentiles, millis(latencies, 100));
        }
        report.line("answers       %s", words(counts.byStatus()));
        report.line("errors        %s", words(counts.errors()));
        for (AnswerKind outcome : OTHER_THAN_ACCEPTED) {
            if (counts.of(outcome) > 0) {
                report.line("of the 202    %,d %s", counts.of(outcome), outcome.words());
            }
        }
        report.line("sent          %,.1f MB of events", counts.bytesSent() / 1e6);
    }

    private void refused(Counts counts) {
        report.line(
                "MOSTLY REFUSED: %,d of %,d answers were 429 or 503, so this run says nothing of the throughput",
                counts.status(429) + counts.status(503), counts.answered());
        if (counts.status(429) > 0) {
            report.line("  429: the project's rate limit; start the node with a higher MESHER_RATE_LIMIT_MAX_EVENTS");
        }
        if (counts.status(503) > 0) {
            report.line(
                    "  503: the node had no room; send less (--connections, --rate, --payload), or see /readyz for what"
                            + " is down");
        }
    }

    void proof(Proof proof) {
        report.line(
                "stored        %,d acknowledged, %,d of unknown outcome; %,d stored, %,d distinct: %,d missing,"
                        + " %,d doubled, %,d stored though refused",
                proof.acknowledged(),
                proof.unknown(),
                proof.stored(),
                proof.distinct(),
                proof.missing(),
                proof.doubled(),
                proof.unexpected());
        if (proof.acknowledged() == 0) {
            report.line("proof         none: no event was acknowledged");
        } else {
            report.line("proof         %s", proof.holds() ? "every acknowledged event is stored once" : "FAILED");
        }
    }

    private static String words(Map<?, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + String.format(Locale.ROOT, "%,d", entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f ms", micros.getValueAtPercentile(percentile) / 1e3);
    }

    private static String number(double percentile) {
        return percentile == Math.rint(percentile) ? Integer.toString((int) percentile) : Double.toString(percentile);
    }
}
