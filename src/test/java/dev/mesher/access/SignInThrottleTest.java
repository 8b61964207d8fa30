package dev.mesher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mesher.event.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignInThrottleTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInThrottle throttle = new SignInThrottle(100, now::get);

    @Test
    void anAccountFromManyAddresses() {
        for (int n = 0; n < 10; n++) {
            throttle.take("ada", "address " + n);
        }

        assertThatThrownBy(() -> throttle.take("ada", "another")).isInstanceOf(Refusal.class);
        throttle.take("bob", "another");
    }

    @Test
    void manyAccountsFromAnAddress() {
        for (int n = 0; n < 30; n++) {
            throttle.take("account " + n, "6.6.6.6");
        }

        assertThatThrownBy(() -> throttle.take("another", "6.6.6.6")).isInstanceOf(Refusal.class);
        throttle.take("another", "7.7.7.7");
    }

    @Test
    void refillsOneByOne() {
        for (int n = 0; n < 10; n++) {
            throttle.take("ada", "6.6.6.6");
        }
        pass(Duration.ofSeconds(45));
        Refusal early = catchThrowableOfType(Refusal.class, () -> throttle.take("ada", "6.6.6.6"));
        assertThat(early.window()).isNotNull();
        assertThat(early.window().resetSeconds()).isEqualTo(15);

        pass(Duration.ofSeconds(15));
        throttle.take("ada", "6.6.6.6");
        assertThatThrownBy(() -> throttle.take("ada", "6.6.6.6")).isInstanceOf(Refusal.class);
    }

    @Test
    void restsDoNotAddUpBeyondTheBurst() {
        throttle.take("ada", "6.6.6.6");
        pass(Duration.ofDays(1));
        for (int n = 0; n < 10; n++) {
            throttle.take("ada", "6.6.6.6");
        }
        assertThatThrownBy(() -> throttle.take("ada", "6.6.6.6")).isInstanceOf(Refusal.class);
    }

    @Test
    void whatIsGivenBackCountsAsNeverTaken() {
        for (int n = 0; n < 50; n++) {
            throttle.take("ada", "6.6.6.6");
            throttle.giveBack("ada", "6.6.6.6");
        }
        assertThat(throttle.remembered()).isEqualTo(1);
    }

    @Test
    void remembersNoMoreThanItsBound() {
        for (int n = 0; n < 1_000; n++) {
            throttle.take("account " + n, "address " + n);
        }
        assertThat(throttle.remembered()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "6.6.6.6, 6.6.6.7, false",
        "::ffff:6.6.6.6, ::ffff:6.6.6.7, false",
    })
    void anIpv6NetworkIsOneAddress(String one, String other, boolean same) {
        assertThat(SignIn.network(one).equals(SignIn.network(other))).isEqualTo(same);
    }

    private void pass(Duration time) {
        long unused = now.addAndGet(time.toNanos());
    }
}
