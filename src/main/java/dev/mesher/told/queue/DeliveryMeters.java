package dev.mesher.told.queue;

import dev.mesher.told.queue.DeliveryStore.Settled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts tries to send, and measures the time from acceptance to the first message. */
final class DeliveryMeters {
    /** Longer times count in the last bucket. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final MeterRegistry meters;
    private final Timer told;

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        this.told = Timer.builder("mesher.told")
                .description("From the acceptance of an episode's first event to the delivery of its first message")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(LONGEST)
                .register(meters);
    }

    /**
     * Counts a try.
     *
     * @param kind of the channel
     */
    void count(String kind, boolean delivered, Settled settled) {
        String outcome = delivered ? "delivered" : settled.givenUp() ? "given_up" : "failed";
        Counter.builder("mesher.deliveries")
                .description("Tries to send a message, by the kind of channel and by how they ended")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(meters)
                .increment();
        Long millis = settled.toldMillis();
        if (millis != null && millis >= 0) {
            told.record(Duration.ofMillis(millis));
        }
    }
}
