package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PacingTest {
    private static final long START = -5_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void openLoopKeepsItsScheduleHoweverLateItIsAsked() {
        Pacing pacing = new Pacing.OpenLoop(START, SECOND, 10);

        assertThat(pacing.take(START)).isEqualTo(START);
        assertThat(pacing.take(START + SECOND / 20)).isEqualTo(Pacing.NOT_NOW);
        long late = START + SECOND / 2;
        assertThat(pacing.waiting(late)).isEqualTo(5);
        assertThat(pacing.take(late)).isEqualTo(START + SECOND / 10);
        assertThat(pacing.take(late)).isEqualTo(START + SECOND / 5);
    }

    @Test
    void openLoopEndsWithItsLastEventAndNotWithTheTime() {
        Pacing pacing = new Pacing.OpenLoop(START, SECOND, 3);
        long after = START + 9 * SECOND;

        assertThat(pacing.exhausted(after)).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(pacing.take(after)).isBetween(START, START + SECOND);
        }
        assertThat(pacing.take(after)).isEqualTo(Pacing.NOT_NOW);
        assertThat(pacing.exhausted(after)).isTrue();
        assertThat(pacing.waiting(after)).isZero();
    }

    @Test
    void closedLoopSendsWhenAskedUntilTheEnd() {
        Pacing pacing = new Pacing.ClosedLoop(START + SECOND);

        assertThat(pacing.take(START + 1)).isEqualTo(START + 1);
        assertThat(pacing.exhausted(START + 1)).isFalse();
        assertThat(pacing.take(START + SECOND)).isEqualTo(Pacing.NOT_NOW);
        assertThat(pacing.exhausted(START + SECOND)).isTrue();
    }
}
