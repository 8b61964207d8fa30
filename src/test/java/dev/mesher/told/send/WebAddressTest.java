package dev.mesher.told.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://hooks.example, true, hooks.example, 443, /, https://hooks.example",
        "HTTP://Hooks.example:8080/a?b=c, false, Hooks.example, 8080, /a?b=c, http://Hooks.example:8080",
        "http://inside.example./x, false, inside.example., 80, /x, http://inside.example.",
        "http://10.0.0.1/, false, 10.0.0.1, 80, /, http://10.0.0.1",
        "'https://[2606:4700::1]:444/', true, '2606:4700::1', 444, /, 'https://[2606:4700::1]:444'",
        "https://hooks.example?token=hush, true, hooks.example, 443, /?token=hush, https://hooks.example"
    })
    void reads(String text, boolean tls, String host, int port, String path, String origin) {
        WebAddress address = WebAddress.parse(text).orElseThrow();

        assertThat(address).isEqualTo(new WebAddress(text, tls, host, port, path));
        assertThat(address.origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "ftp://hooks.example",
                "file:///etc/passwd",
                "https:hooks.example",
                "https://user:hush@hooks.example/",
                "https://hooks.example/#fragment",
                "https://hooks.example:0/",
                "https://hooks.example:65536/",
                "https://hooks.example/\r\nX: y",
                "https://hooks.example/ a",
                "https://hööks.example/",
                "https://hooks..example/",
                "http://[fe80::1%25eth0]/",
                "http://[::1/",
            })
    void refuses(String text) {
        assertThat(WebAddress.parse(text)).isEmpty();
    }

    /** Resolvers read these as IPv4 addresses, each in its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.1",
                "127.0.1",
                "127.0.0.0x1",
                "127.0.0.1.",
                "127.0.0.1.1",
                "1.example.0x",
                "00000177.0.0.1",
                "256.0.0.1",
                "017700000001"
            })
    void refusesOtherSpellingsOfIpv4(String host) {
        assertThat(WebAddress.parse("http://" + host + "/")).isEmpty();
    }

    @Test
    void isBounded() {
        String longest = "https://hooks.example/" + "a".repeat(WebAddress.MAX_LENGTH - 22);

        assertThat(WebAddress.parse(longest)).isPresent();
        assertThat(WebAddress.parse(longest + "a")).isEmpty();
    }
}
