package dev.mesher.ingest;

import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The metrics of the ingest: number of events by result, and response times. Thread-safe. */
public final class IngestMeters {
    private final Map<Receipt.Status, Counter> taken = new EnumMap<>(Receipt.Status.class);
    private final Map<Refusal.Kind, Counter> refused = new EnumMap<>(Refusal.Kind.class);
    private final Counter failed;
    private final Timer latency;

    public IngestMeters(MeterRegistry meters) {
        for (Receipt.Status status : Receipt.Status.values()) {
            taken.put(
                    status,
                    Counter.builder("mesher.ingest.events")
                            .description("Events with a final answer, by result")
                            .tag("status", status.wireName())
                            .register(meters));
        }
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            refused.put(kind, refusals(meters, kind.name().toLowerCase(Locale.ROOT)));
        }
        failed = refusals(meters, "fault");
        latency = Timer.builder("mesher.ingest.latency")
                .description("Time from the request's head to the answer")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(meters);
    }

    void taken(Receipt receipt) {
        Counter counter = taken.get(receipt.status());
        if (counter != null) {
            counter.increment();
        }
    }

    void refused(Throwable cause) {
        Counter counter = cause instanceof Refusal refusal ? refused.get(refusal.kind()) : failed;
        if (counter != null) {
            counter.increment();
        }
    }

    void answered(long startedNanos) {
        latency.record(Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private static Counter refusals(MeterRegistry meters, String reason) {
        return Counter.builder("mesher.ingest.refused")
                .description("Events, or whole requests, that were refused, by reason")
                .tag("reason", reason)
                .register(meters);
    }
}
