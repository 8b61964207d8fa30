package dev.mesher.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, 11.0.0.0",
        "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
        "192.168.1.129/25, 192.168.1.255, 192.168.1.127",
        "200.0.0.0/1, 128.0.0.1, 127.255.255.255",
        "10.1.2.3, 10.1.2.3, 10.1.2.2",
        "fd00::/8, fdff::1, fe00::1",
        "fe80::/10, febf::1, fec0::1",
        "::1/128, ::1, ::2",
        "10.0.0.0/8, ::ffff:10.0.0.1, ::a00:1:0"
    })
    void contains(String range, String inside, String outside) {
        Cidr cidr = Cidr.parse(range).orElseThrow();

        assertThat(cidr.contains(IpLiteral.parse(inside).orElseThrow())).isTrue();
        assertThat(cidr.contains(IpLiteral.parse(outside).orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 203.0.113.7, ::1", "::/0, 2001:db8::1, 10.0.0.1"})
    void isOfOneFamily(String range, String inside, String other) {
        contains(range, inside, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "localhost/8", "10/8"})
    void refuses(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
