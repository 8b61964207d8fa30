package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FormerMembersTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final FormerMembers former = new FormerMembers(Duration.ofHours(4), nanos::get);

    @Test
    void whoIsGoneIsRememberedUntilItIsBack() throws UnknownHostException {
        former.gone(new Address("127.0.0.1", 4370));
        former.gone(new Address("::1", 4371));

        assertThat(former.addresses()).containsExactly("127.0.0.1:4370", "[::1]:4371");

        former.back(new Address("127.0.0.1", 4370));

        assertThat(former.addresses()).containsExactly("[::1]:4371");
    }

    @Test
    void notForLongerThanThat() throws UnknownHostException {
        former.gone(new Address("127.0.0.1", 4370));
        nanos.addAndGet(Duration.ofHours(3).toNanos());
        former.gone(new Address("127.0.0.1", 4371));
        nanos.addAndGet(Duration.ofHours(2).toNanos());

        assertThat(former.addresses()).containsExactly("127.0.0.1:4371");
    }

    @Test
    void notMoreThanAFew() throws UnknownHostException {
        for (int port = 1; port <= 1_000; port++) {
            former.gone(new Address("127.0.0.1", port));
        }

        assertThat(former.addresses()).hasSize(64).contains("127.0.0.1:1000").doesNotContain("127.0.0.1:1");
    }
}
