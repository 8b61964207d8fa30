package dev.mesher.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of {@code Host} are names or addresses. */
final class RequestHeadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:",
                "errors.example.org:65535",
                "my_service-1:8080",
                "xn--bcher-kva.example",
                "127.0.0.1:0",
                "[::1]",
                "[::1]:8080",
                "[::ffff:127.0.0.1]:8080"
            })
    void aNameOrAnAddress(String host) {
        assertThat(RequestHead.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8080",
                "a@b",
                "a b",
                "a/b",
                "a?b",
                "a#b",
                "a\\b",
                "a%40b",
                "a\u0001b",
                "a\tb",
                "a\u007f",
                "b\u00fccher.example",
                "localhost:80:80",
                "localhost:65536",
                "localhost:000080",
                "localhost:http",
                "localhost:-1",
                "[]",
                "[::1",
                "::1",
                "[::1]x",
                "[a@b]",
                "[::1%25eth0]",
                "http://localhost"
            })
    void neither(String host) {
        assertThat(RequestHead.isHost(host)).isFalse();
    }
}
