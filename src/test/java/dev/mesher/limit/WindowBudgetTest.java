package dev.mesher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final WindowBudget budget = new WindowBudget(100, 60);

    @Test
    void spendsWhatIsLeasedAndNoMore() {
        assertThat(budget.take(1, 0)).isZero();
        budget.add(new LeaseStore.Lease(10, 10, 30 * SECOND), 0);

        assertThat(budget.take(4, SECOND)).isEqualTo(4);
        assertThat(budget.take(10, SECOND)).isEqualTo(6);
        assertThat(budget.take(1, SECOND)).isZero();
    }

    @Test
    void nothingIsCarriedOverIntoTheNextWindow() {
        budget.add(new LeaseStore.Lease(10, 10, 30 * SECOND), 0);

        assertThat(budget.take(1, 30 * SECOND)).isZero();
        budget.add(new LeaseStore.Lease(5, 5, 60 * SECOND), 30 * SECOND);
        assertThat(budget.take(10, 31 * SECOND)).isEqualTo(5);
    }

    @Test
    void aLeaseThatArrivesAfterTheWindowTurnedStartsAnew() {
        budget.add(new LeaseStore.Lease(10, 10, SECOND), 0);
        budget.add(new LeaseStore.Lease(5, 5, 60 * SECOND), SECOND / 2);

        assertThat(budget.take(100, SECOND)).isEqualTo(5);
    }

    @Test
    void aSpentWindowIsAskedForAgainAfterASecond() {
        budget.add(new LeaseStore.Lease(0, 100, 30 * SECOND), 0);

        assertThat(budget.spent(SECOND / 2)).isTrue();
        assertThat(budget.spent(SECOND)).isFalse();
        assertThat(budget.spent(31 * SECOND)).isFalse();
    }

    @Test
    void tellsTheClientWhereTheWindowStands() {
        budget.add(new LeaseStore.Lease(10, 40, 29 * SECOND + 1), 0);
        long taken = budget.take(3, 0);

        assertThat(taken).isEqualTo(3);
        assertThat(budget.window(0)).hasToString("RateWindow[limit=100, remaining=67, resetSeconds=30]");
        assertThat(budget.window(29 * SECOND).resetSeconds()).isEqualTo(1);
    }

    @Test
    void aloneItLeasesUpToTheLimitOfTheWindow() {
        assertThat(budget.alone(70, 0)).hasToString("Lease[granted=70, leased=70, remainingNanos=60000000000]");
        budget.add(budget.alone(70, 0), 0);
        budget.add(budget.alone(70, SECOND), SECOND);

        assertThat(budget.take(1_000, SECOND)).isEqualTo(100);
        assertThat(budget.alone(70, SECOND).granted()).isZero();
        assertThat(budget.alone(70, 61 * SECOND).granted()).isEqualTo(70);
    }
}
