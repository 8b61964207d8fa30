package dev.mesher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowBudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final OffsetDateTime WINDOW = OffsetDateTime.parse("2026-01-01T00:00:00Z");

    private final WindowBudget budget = new WindowBudget(100, 60);

    @Test
    void spendsWhatIsLeasedAndNoMore() {
        assertThat(budget.take(1, 0)).isZero();
        budget.add(lease(10, 10, 30 * SECOND), 0);

        assertThat(budget.take(4, SECOND)).isEqualTo(4);
        assertThat(budget.take(10, SECOND)).isEqualTo(6);
        assertThat(budget.take(1, SECOND)).isZero();
    }

    @Test
    void nothingIsCarriedOverIntoTheNextWindow() {
        budget.add(lease(10, 10, 30 * SECOND), 0);

        assertThat(budget.take(1, 30 * SECOND)).isZero();
        budget.add(lease(5, 5, 60 * SECOND), 30 * SECOND);
        assertThat(budget.take(10, 31 * SECOND)).isEqualTo(5);
    }

    @Test
    void aLeaseThatArrivesAfterTheWindowTurnedStartsAnew() {
        budget.add(lease(10, 10, SECOND), 0);
        budget.add(lease(5, 5, 60 * SECOND), SECOND / 2);

        assertThat(budget.take(100, SECOND)).isEqualTo(5);
    }

    @Test
    void aSpentWindowIsAskedForAgainAfterASecond() {
        budget.add(lease(0, 100, 30 * SECOND), 0);

        assertThat(budget.spent(SECOND / 2)).isTrue();
        assertThat(budget.spent(SECOND)).isFalse();
        assertThat(budget.spent(31 * SECOND)).isFalse();
    }

    @Test
    void tellsTheClientWhereTheWindowStands() {
        budget.add(lease(10, 40, 29 * SECOND + 1), 0);
        long taken = budget.take(3, 0);

        assertThat(taken).isEqualTo(3);
        assertThat(budget.window(0)).hasToString("RateWindow[limit=100, remaining=67, resetSeconds=30]");
        assertThat(budget.window(29 * SECOND).resetSeconds()).isEqualTo(1);
    }

    @Test
    void aloneItLeasesUpToTheLimitOfTheWindow() {
        assertThat(budget.alone(70, 0))
                .hasToString("Lease[granted=70, leased=70, remainingNanos=60000000000, window=Optional.empty]");
        budget.add(budget.alone(70, 0), 0);
        budget.add(budget.alone(70, SECOND), SECOND);

        assertThat(budget.take(1_000, SECOND)).isEqualTo(100);
        assertThat(budget.alone(70, SECOND).granted()).isZero();
        assertThat(budget.alone(70, 61 * SECOND).granted()).isEqualTo(70);
    }

    @Test
    void whatIsNotSpentIsGivenBackOnce() {
        budget.add(lease(50, 100, 30 * SECOND), 0);

        assertThat(budget.giveBack(SECOND)).contains(new WindowBudget.Unused(WINDOW, 50));
        assertThat(budget.giveBack(SECOND)).isEmpty();
        assertThat(budget.take(1, SECOND)).isZero();
        assertThat(budget.window(SECOND).remaining()).isEqualTo(50);
    }

    @Test
    void whatIsSpentFastStaysHere() {
        budget.add(lease(50, 100, 30 * SECOND), 0);
        assertThat(budget.take(10, SECOND)).isEqualTo(10);

        assertThat(budget.giveBack(2 * SECOND)).contains(new WindowBudget.Unused(WINDOW, 20));
        assertThat(budget.giveBack(4 * SECOND)).contains(new WindowBudget.Unused(WINDOW, 20));
    }

    @Test
    void nothingGoesBackToAWindowThatIsOverOrWasNotLeased() {
        budget.add(lease(50, 50, SECOND), 0);
        assertThat(budget.giveBack(SECOND)).isEmpty();

        budget.add(lease(10, 10, 30 * SECOND), 2 * SECOND);
        budget.add(budget.alone(10, 3 * SECOND), 3 * SECOND);
        assertThat(budget.giveBackAll(3 * SECOND)).isEmpty();
        assertThat(budget.take(100, 3 * SECOND)).isEqualTo(20);
    }

    private static LeaseStore.Lease lease(long granted, long leased, long remainingNanos) {
        return new LeaseStore.Lease(granted, leased, remainingNanos, Optional.of(WINDOW));
    }
}
