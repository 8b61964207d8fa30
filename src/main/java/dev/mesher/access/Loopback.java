package dev.mesher.access;

import dev.mesher.text.FullPattern;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Which addresses and names mean this very machine. Asks no name server. */
final class Loopback {
    private static final FullPattern IPV4 = FullPattern.of("\\d{1,3}(\\.\\d{1,3}){3}", 15);
    private static final FullPattern IPV6 = FullPattern.of("[0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+", 45);

    private Loopback() {}

    /** Empty when {@code text} is not an IP address; an IPv6 one may wear brackets, or a zone. */
    static Optional<InetAddress> address(String text) {
        String bare = unbracketed(text);
        int zone = bare.indexOf('%');
        if (zone >= 0) {
            bare = bare.substring(0, zone);
        }
        if (!IPV4.matches(bare) && !IPV6.matches(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** {@code localhost}, 127.0.0.0/8, ::1; without a port. */
    static boolean isName(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || address(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }
}
