package dev.mesher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void restsLongerWhileTheLoopIsLateAndShorterAgainWhenItIsNot() {
        assertThat(pace.restMillis()).isEqualTo(2);

        wake(5, 3);
        assertThat(pace.restMillis()).isEqualTo(16);
        wake(1, 4);
        assertThat(pace.restMillis()).isEqualTo(12);
        wake(50, 20);
        assertThat(pace.restMillis()).isEqualTo(64);
        wake(0, 200);
        assertThat(pace.restMillis()).isEqualTo(2);
    }

    private void wake(long lateMillis, int times) {
        for (int i = 0; i < times; i++) {
            pace.woke(Duration.ofMillis(lateMillis).toNanos());
        }
    }
}
