package dev.mesher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mesher.access.SignInThrottle.Allowance;
import dev.mesher.access.SignInThrottle.Try;
import dev.mesher.event.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignInThrottleTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInThrottle throttle = new SignInThrottle(200, now::get);

    @Test
    void anAccountFromOneNetworkIsRefusedThereAlone() {
        spend(10, n -> attempt("ada", "6.6.6." + n));

        assertThatThrownBy(() -> take(attempt("ada", "6.6.6.200"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> take(attempt("ada", "6.6.6.200").asKnown())).isInstanceOf(Refusal.class);
        assertThat(take(attempt("ada", "7.7.7.7"))).isTrue();
        assertThat(take(attempt("bob", "6.6.6.200"))).isTrue();
    }

    @Test
    void manyAccountsFromASiteHoldBackOnlyWhomItDoesNotKnow() {
        spend(30, n -> attempt("account " + n, "6.6.6.6"));

        assertThat(take(attempt("another", "6.6.6.6"))).isFalse();
        assertThat(take(attempt("another", "6.6.6.6").asKnown())).isTrue();
        assertThat(take(attempt("another", "7.7.7.7"))).isTrue();
    }

    @Test
    void anAccountFromManyNetworksHoldsBackOnlyWhomItDoesNotKnow() {
        spend(100, n -> attempt("ada", "6.6." + n + ".6"));

        assertThat(take(attempt("ada", "7.7.7.7"))).isFalse();
        assertThat(take(attempt("ada", "7.7.7.7").asKnown())).isTrue();
        assertThat(take(attempt("bob", "7.7.7.7"))).isTrue();

        pass(Duration.ofSeconds(6));
        assertThat(take(attempt("ada", "7.7.7.7"))).isTrue();
    }

    /** A stranger who tries at every chance, from all addresses of one site, does not use up the count of an account. */
    @ParameterizedTest
    @CsvSource({"6.6.6.%d", "2001:db8:1:%x::1"})
    void oneSiteAloneDoesNotLockOutANewNetwork(String addresses) {
        for (int n = 0; n < 3_600; n++) {
            pass(Duration.ofSeconds(1));
            for (int address = 0; address < 4; address++) {
                try {
                    boolean unused = take(attempt("ada", addresses.formatted((n * 4 + address) % 250)));
                } catch (Refusal tooMany) {
                    // As often as it likes.
                }
            }
        }

        assertThat(take(attempt("ada", "7.7.7.7"))).isTrue();
    }

    @Test
    void aKnownNetworkGivesNothingBackThatItDidNotTake() {
        spend(30, n -> attempt("account " + n, "6.6.6.6"));
        Try known = attempt("mine", "6.6.6.6").asKnown();
        for (int n = 0; n < 5; n++) {
            assertThat(take(known)).isTrue();
            throttle.giveBack(known);
        }

        assertThat(take(attempt("another", "6.6.6.6"))).isFalse();
    }

    @Test
    void refillsOneByOne() {
        spend(10, n -> attempt("ada", "6.6.6.6"));
        pass(Duration.ofSeconds(45));
        Refusal early = catchThrowableOfType(Refusal.class, () -> take(attempt("ada", "6.6.6.6")));
        assertThat(early.window()).isNotNull();
        assertThat(early.window().resetSeconds()).isEqualTo(15);

        pass(Duration.ofSeconds(15));
        assertThat(take(attempt("ada", "6.6.6.6"))).isTrue();
        assertThatThrownBy(() -> take(attempt("ada", "6.6.6.6"))).isInstanceOf(Refusal.class);
    }

    @Test
    void restsDoNotAddUpBeyondTheBurst() {
        spend(1, n -> attempt("ada", "6.6.6.6"));
        pass(Duration.ofDays(1));
        spend(10, n -> attempt("ada", "6.6.6.6"));
        assertThatThrownBy(() -> take(attempt("ada", "6.6.6.6"))).isInstanceOf(Refusal.class);
    }

    @Test
    void whatIsGivenBackCountsAsNeverTaken() {
        for (int n = 0; n < 500; n++) {
            assertThat(take(attempt("ada", "6.6.6.6"))).isTrue();
            throttle.giveBack(attempt("ada", "6.6.6.6"));
        }
        assertThat(throttle.remembered()).isEqualTo(1);
    }

    @Test
    void remembersNoMoreThanItsBound() {
        spend(1_000, n -> attempt("account " + n, "6." + n / 250 + "." + n % 250 + ".6"));
        assertThat(throttle.remembered()).isEqualTo(200);
    }

    /** What the account's own count is wide for: it refills faster than one site may try. */
    @Test
    void theAllowancesFitTogether() {
        assertThat(perHour(SignInThrottle.PER_ACCOUNT)).isGreaterThan(perHour(SignInThrottle.PER_SITE));
        assertThat(SignInThrottle.PER_ACCOUNT.burst()).isGreaterThan(SignInThrottle.PER_SITE.burst());
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64, 2001:db8:1:0:0:0:0:0/48",
        "2001:db8:1:2::1, 2001:db8:1:2:0:0:0:0/64, 2001:db8:1:0:0:0:0:0/48",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64, fe80:0:0:0:0:0:0:0/48",
        "6.6.6.7, 6.6.6.0/24, 6.6.6.0/24",
        "::ffff:6.6.6.7, 6.6.6.0/24, 6.6.6.0/24",
        "elsewhere, elsewhere, elsewhere",
    })
    void networks(String client, String network, String site) {
        assertThat(ClientNetwork.of(client)).isEqualTo(new ClientNetwork(network, site));
    }

    private boolean take(Try attempt) {
        return throttle.take(attempt).isEmpty();
    }

    private void spend(int tries, IntFunction<Try> attempts) {
        for (int n = 0; n < tries; n++) {
            assertThat(take(attempts.apply(n))).as("try " + n).isTrue();
        }
    }

    private static Try attempt(String account, String client) {
        return new Try(account, ClientNetwork.of(client), false);
    }

    private static double perHour(Allowance allowance) {
        return (double) Duration.ofHours(1).toNanos() / allowance.refill().toNanos();
    }

    private void pass(Duration time) {
        long unused = now.addAndGet(time.toNanos());
    }
}
