package dev.mesher.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings.AuthMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessRuleTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1, localhost:8080, UNTIL_FIRST_ACCOUNT",
                "127.0.0.1, LOCALHOST, UNTIL_FIRST_ACCOUNT",
                "127.9.8.7, 127.0.0.1:8080, UNTIL_FIRST_ACCOUNT",
                "127.0.0.1, 127.200.0.9, UNTIL_FIRST_ACCOUNT",
                "0:0:0:0:0:0:0:1, [::1]:8080, UNTIL_FIRST_ACCOUNT",
                "::1, localhost, UNTIL_FIRST_ACCOUNT",
                "::ffff:127.0.0.1, localhost, UNTIL_FIRST_ACCOUNT",
                "10.0.0.5, localhost, UNAUTHORIZED",
                "fe80::1%eth0, localhost, UNAUTHORIZED",
                "::ffff:10.0.0.5, localhost, UNAUTHORIZED",
                "-, localhost, UNAUTHORIZED",
                "127.0.0.1, -, UNAUTHORIZED",
                "127.0.0.1, '', UNAUTHORIZED",
                "127.0.0.1, evil.example, UNAUTHORIZED",
                "127.0.0.1, localhost.evil.example, UNAUTHORIZED",
                "127.0.0.1, 127.0.0.1.evil.example:8080, UNAUTHORIZED",
                "127.0.0.1, evil@localhost, UNAUTHORIZED",
                "127.0.0.1, 192.168.1.4:8080, UNAUTHORIZED",
                "127.0.0.1, [::2]:8080, UNAUTHORIZED",
                "127.0.0.1, dead.beef, UNAUTHORIZED",
            })
    void whoIsOnThisMachine(@Nullable String peer, @Nullable String host, AccessRule.Verdict verdict) {
        AccessRule behindNoProxy = new AccessRule(AuthMode.AUTO, List.of());

        assertThat(behindNoProxy.judge(new Caller(peer, host, Forwarding.NONE, null)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // From a peer that is no proxy of ours, a header alone shuts the door.
                "127.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1 | UNAUTHORIZED",
                "127.0.0.1 | localhost | X-Forwarded-Proto: https | UNAUTHORIZED",
                "127.0.0.1 | localhost | X-Forwarded-Anything: 1 | UNAUTHORIZED",
                "127.0.0.1 | localhost | X-Real-IP: 127.0.0.1 | UNAUTHORIZED",
                "127.0.0.1 | localhost | forwarded: for=127.0.0.1 | UNAUTHORIZED",
                "127.0.0.1 | localhost | X-Forwarded-For:  | UNAUTHORIZED",
                "127.0.0.1 | localhost | - | UNTIL_FIRST_ACCOUNT",
                // A trusted proxy that names no client: whoever comes through it.
                "::1 | localhost | - | UNAUTHORIZED",
                "::1 | localhost | Via: 1.1 proxy | UNAUTHORIZED",
                "::1 | localhost | CF-Connecting-IP: 127.0.0.1 | UNAUTHORIZED",
                "::1 | localhost | X-Forwarded-Host: localhost | UNAUTHORIZED",
                // 10.0.0.1 and ::1 are trusted: the last address that is not one of them decides.
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1, 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 6.6.6.6, 127.0.0.1 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1, 10.0.0.1 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: 6.6.6.6, 10.0.0.1 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1:4711 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: unknown | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: localhost | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; X-Forwarded-For: 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; X-Real-IP: 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Real-IP: 127.0.0.1 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-Proto: https | UNAUTHORIZED",
                "10.0.0.1 | localhost | - | UNAUTHORIZED",
                "10.0.0.1 | errors.example | X-Forwarded-For: 127.0.0.1 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; X-Forwarded-Host: evil.example | UNAUTHORIZED",
                "10.0.0.1 | localhost | Forwarded: for=\"[::1]:4711\" | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | Forwarded: for=127.0.0.1, for=6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | Forwarded: for=_hidden | UNAUTHORIZED",
                "10.0.0.1 | localhost | Forwarded: proto=https | UNAUTHORIZED",
                "::1 | localhost | X-Forwarded-For: ::1 | UNTIL_FIRST_ACCOUNT",
                "::1 | localhost | X-Forwarded-For: 127.0.0.1, ::1 | UNTIL_FIRST_ACCOUNT",
                "::1 | - | X-Forwarded-For: 127.0.0.1 | UNAUTHORIZED",
                // What it says beside must not speak against it.
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; Via: 1.1 proxy | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; True-Client-IP: 127.0.0.1 | UNTIL_FIRST_ACCOUNT",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; True-Client-IP: 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; CF-Connecting-IP: 127.0.0.1, 6.6.6.6 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: 127.0.0.1; Client-IP: localhost | UNAUTHORIZED",
                // Digits that are no address are never looked up, and are nobody's.
                "10.0.0.1 | localhost | X-Forwarded-For: 999.999.999.999 | UNAUTHORIZED",
                "10.0.0.1 | localhost | X-Forwarded-For: .:a | UNAUTHORIZED",
            })
    void throughProxies(String peer, String host, @Nullable String headers, AccessRule.Verdict verdict) {
        Forwarding forwarding = headers == null ? Forwarding.NONE : forwarding(headers);

        assertThat(rule(AuthMode.AUTO).judge(new Caller(peer, host, forwarding, null)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via",
                "Forwarded",
                "X-Forwarded",
                "X-Forwarded-By",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Proto",
                "X-Forwarded-Server",
                "X-Forwarded-Ssl",
                "X-Original-Forwarded-For",
                "Forwarded-For",
                "X-Real-IP",
                "Client-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "CF-Connecting-IPv6",
                "CF-Ray",
                "CF-Visitor",
                "CDN-Loop",
                "Fastly-Client-IP",
                "Fly-Client-IP",
                "DO-Connecting-IP",
                "X-Azure-ClientIP",
                "X-Envoy-External-Address",
                "X-Varnish",
                "X-ARR-SSL",
                "X-ProxyUser-Ip",
                "Proxy-Client-IP",
                "WL-Proxy-Client-IP",
                "Surrogate-Capability",
                "Front-End-Https",
            })
    void anyForwardingHeaderShutsTheDoor(String name) {
        for (String each : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
            Forwarding forwarding = Forwarding.of(List.of(Map.entry(each, "127.0.0.1")));

            assertThat(rule(AuthMode.AUTO).isLocal(new Caller("127.0.0.1", "localhost", forwarding, null)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "Cookie", "Authorization", "Origin", "X-Sentry-Auth", "X-Request-Id", "Host"})
    void aHeaderOfTheClientsOwnDoesNot(String name) {
        assertThat(Forwarding.of(List.of(Map.entry(name, "127.0.0.1")))).isEqualTo(Forwarding.NONE);
    }

    @Test
    void aHostInForwardedMustBeLocalToo() {
        Forwarding forwarding = Forwarding.of(List.of(Map.entry("Forwarded", "for=127.0.0.1;host=evil.example")));

        assertThat(rule(AuthMode.AUTO).judge(new Caller("10.0.0.1", "localhost", forwarding, null)))
                .isEqualTo(AccessRule.Verdict.UNAUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, 6.6.6.6, mesher.example, ALLOWED",
        "OPEN, 127.0.0.1, localhost, ALLOWED",
        "REQUIRED, 127.0.0.1, localhost, UNAUTHORIZED",
        "REQUIRED, 6.6.6.6, mesher.example, UNAUTHORIZED",
    })
    void modes(AuthMode mode, String peer, String host, AccessRule.Verdict verdict) {
        assertThat(rule(mode).judge(new Caller(peer, host, Forwarding.NONE, null)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8080, http://localhost:8080, ALLOWED",
        "127.0.0.1, localhost:8080, http://localhost:3000, ALLOWED",
        "127.0.0.1, localhost:8080, https://127.0.0.1:3000, ALLOWED",
        "127.0.0.1, 127.0.0.1:8080, http://[::1]:3000, ALLOWED",
        "127.0.0.1, localhost:8080, http://evil.example, CROSS_SITE",
        "127.0.0.1, localhost:8080, http://localhost.evil.example:8080, CROSS_SITE",
        "127.0.0.1, localhost:8080, null, CROSS_SITE",
        "127.0.0.1, localhost:8080, '', CROSS_SITE",
        "127.0.0.1, localhost:8080, file://, CROSS_SITE",
        "127.0.0.1, localhost:8080, http://localhost:x, CROSS_SITE",
        "127.0.0.1, localhost:8080, http://a@localhost, CROSS_SITE",
        "127.0.0.1, localhost:8080, 'http://localhost,http://evil.example', CROSS_SITE",
        "6.6.6.6, mesher.example:8080, http://mesher.example:8080, ALLOWED",
        "6.6.6.6, mesher.example, https://MESHER.example, ALLOWED",
        "6.6.6.6, mesher.example:443, https://mesher.example, ALLOWED",
        "6.6.6.6, mesher.example:8080, http://mesher.example:3000, CROSS_SITE",
        "6.6.6.6, mesher.example:8080, http://localhost:8080, CROSS_SITE",
        "6.6.6.6, mesher.example:8080, http://evil.example, CROSS_SITE",
    })
    void origins(String peer, String host, String origin, AccessRule.Verdict verdict) {
        assertThat(rule(AuthMode.OPEN).judge(new Caller(peer, host, Forwarding.NONE, origin)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, ALLOWED", "10.0.0.2, CROSS_SITE"})
    void aTrustedProxyTellsTheHostThatWasAskedFor(String peer, AccessRule.Verdict verdict) {
        Forwarding forwarding = forwarding("X-Forwarded-For: 6.6.6.6; X-Forwarded-Host: mesher.example");

        assertThat(rule(AuthMode.OPEN).judge(new Caller(peer, "127.0.0.1:8080", forwarding, "https://mesher.example")))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | X-Forwarded-For: 6.6.6.6 | 6.6.6.6",
                "10.0.0.1 | X-Forwarded-For: 1.1.1.1, 6.6.6.6 | 6.6.6.6",
                "10.0.0.1 | Forwarded: for=1.1.1.1; X-Forwarded-For: 6.6.6.6 | 6.6.6.6",
                "10.0.0.1 | X-Forwarded-For: nonsense | 10.0.0.1",
                "10.0.0.1 | X-Forwarded-For: 999.999.999.999 | 10.0.0.1",
                "10.0.0.1 | CF-Connecting-IP: 6.6.6.6 | 10.0.0.1",
                "10.0.0.2 | X-Forwarded-For: 6.6.6.6 | 10.0.0.2",
            })
    void theClientIsWhomATrustedProxySawLast(String peer, String headers, String address) {
        Caller caller = new Caller(peer, "mesher.example", forwarding(headers), null);

        assertThat(rule(AuthMode.AUTO)
                        .visit(caller, false, new HostAndPort("localhost", 8080))
                        .address())
                .isEqualTo(address);
    }

    private static AccessRule rule(AuthMode mode) {
        return new AccessRule(
                mode,
                Stream.of("10.0.0.1", "::1")
                        .map(text -> Loopback.address(text).orElseThrow())
                        .toList());
    }

    private static Forwarding forwarding(String headers) {
        return Forwarding.of(Arrays.stream(headers.split("; ", -1))
                .map(header -> header.split(":", 2))
                .map(parts -> Map.entry(parts[0], parts[1].strip()))
                .toList());
    }
}
