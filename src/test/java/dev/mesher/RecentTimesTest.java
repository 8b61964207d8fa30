package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Percentiles of the newest values, as the page that operators read shows them. */
final class RecentTimesTest {
    private final Timer timer = Timer.builder("times")
            .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10))
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final RecentTimes recent = new RecentTimes();

    @Test
    void noValuesNoTimes() {
        assertThat(recent.look(timer)).isNull();
    }

    @Test
    void valuesAreSpreadOverTheirBucket() {
        record(50, 98);
        record(500, 2);

        assertThat(recent.look(timer)).isEqualTo(times(51, 550));
    }

    @Test
    void valuesPastTheLastBoundCountAsTheLastBound() {
        record(600_000, 10);

        assertThat(recent.look(timer)).isEqualTo(times(10_000, 10_000));
    }

    @Test
    void oldValuesAreForgotten() {
        record(5_000, 10);
        JsonObject unused = recent.look(timer);
        record(50, 10);
        for (int look = 1; look < RecentTimes.LOOKS; look++) {
            assertThat(recent.look(timer)).isNotNull().isNotEqualTo(times(50, 99));
        }

        assertThat(recent.look(timer)).isEqualTo(times(50, 99));
        assertThat(recent.look(timer)).isNull();
    }

    private void record(long millis, int count) {
        for (int n = 0; n < count; n++) {
            timer.record(Duration.ofMillis(millis));
        }
    }

    private static JsonObject times(long median, long percentile) {
        return new JsonObject().put("p50_ms", median).put("p99_ms", percentile);
    }
}
