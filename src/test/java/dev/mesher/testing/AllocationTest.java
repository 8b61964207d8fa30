package dev.mesher.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AllocationTest {
    private static final int SIZE = 100_000;

    private final List<byte[]> kept = new ArrayList<>();
    private int rounds;

    @Test
    void theRatioIsThatOfTheBytes() {
        assertThat(Allocation.ratio(() -> keep(SIZE), () -> keep(4 * SIZE))).isBetween(3.9, 4.1);
    }

    /** As if other tests had run before: the first rounds take more. */
    @Test
    void aRoundDoesNotCountWhileTheSameWorkTakesLessEachTime() {
        assertThat(Allocation.ratio(() -> keep(SIZE * settling()), () -> keep(2 * SIZE * settling())))
                .isBetween(1.9, 2.1);
    }

    @Test
    void workThatNeverSettlesHasNoRatio() {
        assertThatThrownBy(() -> Allocation.ratio(() -> keep(100 * ++rounds), () -> keep(1)))
                .isInstanceOf(AssertionError.class);
    }

    private int settling() {
        return Math.max(1, 10 - rounds++);
    }

    private void keep(int bytes) {
        kept.clear();
        boolean unused = kept.add(new byte[bytes]);
    }
}
