package dev.mesher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That none of these texts is looked up as a name is held by {@code ArchitectureTest}. */
final class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "FD00::a, fd00:0:0:0:0:0:0:a",
        "::ffff:10.0.0.5, 10.0.0.5",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    })
    void addresses(String text, String digits) {
        assertThat(IpLiteral.parse(text).map(InetAddress::getHostAddress)).contains(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "mesher.example",
                "999.999.999.999",
                "256.0.0.1",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "1.2.3.4.5",
                "127.0.0.1.",
                " 127.0.0.1",
                "127.0.0.1:80",
                "127.0.0.1%lo",
                "[::1]",
                "::zz",
                ":::",
                ".:a",
                ".::",
                "1::2::3",
                "::ffff:999.1.1.1",
                "٣.٣.٣.٣",
                "dead.beef",
                "dead",
            })
    void anythingElseIsNone(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @Test
    void aLongTextIsNone() {
        assertThat(IpLiteral.parse("1".repeat(1_000_000))).isEmpty();
        assertThat(IpLiteral.parse("1:".repeat(500_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LocalHost, true",
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "10.0.0.1, false",
        "::, false",
        "localhost.example, false",
        "127.0.0.1.example, false",
    })
    void loopback(String host, boolean loopback) {
        assertThat(IpLiteral.isLoopback(host)).isEqualTo(loopback);
    }
}
