package dev.mesher.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IndexPaceTest {
    private long nanos = 5;
    private final IndexPace pace = new IndexPace(() -> nanos);

    @Test
    void restsHalfAsLongAsItWorked() {
        pace.stored(1_000);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(pace.restMillis(TimeUnit.MILLISECONDS.toNanos(100))).isEqualTo(50);
    }

    @Test
    void givesWayWhileManyEventsComeIn() {
        pace.stored(3_000);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(pace.restMillis(TimeUnit.MILLISECONDS.toNanos(100))).isEqualTo(4_000);
    }

    @Test
    void looksAtTheTimeSinceTheBatchBeforeAlone() {
        pace.stored(30_000);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(pace.restMillis(TimeUnit.MILLISECONDS.toNanos(10))).isEqualTo(400);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(pace.restMillis(TimeUnit.MILLISECONDS.toNanos(10))).isEqualTo(5);
    }
}
