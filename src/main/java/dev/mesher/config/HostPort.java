package dev.mesher.config;

import dev.mesher.text.FullPattern;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;

/**
 * A host and an optional port: {@code name}, {@code name:port}, {@code [IPv6]:port}.
 *
 * @param host an IPv6 address is without brackets here
 */
record HostPort(String host, OptionalInt port) {
    static final int MAX_PORT = 65_535;

    private static final FullPattern NAME = FullPattern.of("([A-Za-z0-9_.-]++)(?::([0-9]{1,5}))?", 8_192);
    private static final FullPattern BRACKETED = FullPattern.of("\\[([0-9A-Fa-f:.]++)](?::([0-9]{1,5}))?", 64);

    /** Empty when {@code text} has another form. An IPv6 address without brackets cannot have a port. */
    static Optional<HostPort> parse(String text) {
        if (text.indexOf(':') != text.lastIndexOf(':') && isIpv6(text)) {
            return Optional.of(new HostPort(text, OptionalInt.empty()));
        }
        MatchResult match = (text.startsWith("[") ? BRACKETED : NAME).match(text);
        if (match == null) {
            return Optional.empty();
        }
        String host = match.group(1);
        if (text.startsWith("[") && !isIpv6(host)) {
            return Optional.empty();
        }
        String digits = match.group(2);
        if (digits == null) {
            return Optional.of(new HostPort(host, OptionalInt.empty()));
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= MAX_PORT ? Optional.of(new HostPort(host, OptionalInt.of(port))) : Optional.empty();
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0 && IpLiteral.parse(host).isPresent();
    }
}
