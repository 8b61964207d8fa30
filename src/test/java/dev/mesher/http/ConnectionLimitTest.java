package dev.mesher.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectionLimitTest {
    private static final InetAddress PROXY = address("10.0.0.1");
    private static final InetAddress ONE = address("192.0.2.1");
    private static final InetAddress OTHER = address("192.0.2.2");

    private final ConnectionLimit limit = new ConnectionLimit(4, List.of(PROXY));

    @Test
    void anAddressHasHalf() {
        assertThat(limit.tryEnter(ONE)).isTrue();
        assertThat(limit.tryEnter(ONE)).isTrue();
        assertThat(limit.tryEnter(ONE)).isFalse();

        assertThat(limit.tryEnter(OTHER)).isTrue();
        assertThat(limit.open()).isEqualTo(3);
        limit.leave(ONE);
        assertThat(limit.tryEnter(ONE)).isTrue();
        assertThat(limit.tryEnter(ONE)).isFalse();
    }

    @Test
    void thisMachineAndTrustedProxiesHaveAllAndTheNodeNoMore() {
        for (InetAddress exempt : List.of(PROXY, address("127.0.0.1"), address("::1"))) {
            for (int i = 0; i < 4; i++) {
                assertThat(limit.tryEnter(exempt)).isTrue();
            }
            assertThat(limit.tryEnter(exempt)).isFalse();
            assertThat(limit.tryEnter(OTHER)).isFalse();
            for (int i = 0; i < 4; i++) {
                limit.leave(exempt);
            }
        }
        assertThat(limit.open()).isZero();
        assertThat(limit.tryEnter(OTHER)).isTrue();
    }

    @Test
    void ofIpv6ANetworkCountsAsOne() {
        assertThat(limit.tryEnter(address("2001:db8::1"))).isTrue();
        assertThat(limit.tryEnter(address("2001:db8::2"))).isTrue();

        assertThat(limit.tryEnter(address("2001:db8::3"))).isFalse();
        assertThat(limit.tryEnter(address("2001:db8:0:1::3"))).isTrue();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
