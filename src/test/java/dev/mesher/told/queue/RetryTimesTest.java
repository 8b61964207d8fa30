package dev.mesher.told.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetryTimesTest {
    private final RetryTimes longest = new RetryTimes(() -> 1);
    private final RetryTimes shortest = new RetryTimes(() -> 0);

    @Test
    void doublesUpToAnHour() {
        assertThat(IntStream.rangeClosed(1, 11)
                        .mapToObj(attempt -> longest.after(attempt, null).toSeconds()))
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
        assertThat(longest.after(Integer.MAX_VALUE, null)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void comesAtHalfTheTimeAtTheEarliest() {
        assertThat(shortest.after(1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(shortest.after(100, null)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        assertThat(longest.after(1, Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(10));
        assertThat(longest.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(longest.after(1, Duration.ofDays(5))).isEqualTo(Duration.ofHours(1));
    }
}
