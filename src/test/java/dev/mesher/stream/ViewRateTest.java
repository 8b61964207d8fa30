package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rate of a project's events, and how long they take to be seen. */
final class ViewRateTest {
    private final ViewRate rate = new ViewRate();

    @Test
    void theMedianIsThatOfTheEventsAndNotOfTheirBatches() {
        stored(100, 1);
        stored(200, 1);
        stored(900, 7);
        rate.seen(1_000);

        assertThat(rate.takeEvents()).isEqualTo(9);
        assertThat(rate.takeMedian()).isEqualTo(OptionalLong.of(100));
        assertThat(rate.takeEvents()).isZero();
        assertThat(rate.takeMedian()).isEmpty();
    }

    @Test
    void whatIsNotSeenYetCountsLater() {
        stored(100, 3);

        assertThat(rate.takeEvents()).isEqualTo(3);
        assertThat(rate.takeMedian()).isEmpty();

        rate.seen(400);
        assertThat(rate.takeEvents()).isZero();
        assertThat(rate.takeMedian()).isEqualTo(OptionalLong.of(300));
    }

    @Test
    void aClockThatIsAheadMakesNoNegativeTime() {
        stored(2_000, 1);
        rate.seen(1_000);

        assertThat(rate.takeMedian()).isEqualTo(OptionalLong.of(0));
    }

    private void stored(long receivedMillis, int events) {
        rate.stored(new Touched(UUID.randomUUID(), Set.of(), events, receivedMillis, false, false));
    }
}
