package dev.mesher.access;

import dev.mesher.config.IpLiteral;
import java.net.InetAddress;
import java.util.Optional;

/** Recognises addresses and names of this machine. Does no DNS look-up. */
final class Loopback {
    private Loopback() {}

    /** Empty when {@code text} is not an IP address. An IPv6 address may have brackets or a zone. */
    static Optional<InetAddress> address(String text) {
        return IpLiteral.parse(unbracketed(text));
    }

    /** Whether {@code text} is 127.0.0.0/8 or ::1. */
    static boolean isAddress(String text) {
        return address(text).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Whether {@code host}, without a port, is {@code localhost}, in 127.0.0.0/8, or ::1. */
    static boolean isName(String host) {
        return host.equalsIgnoreCase("localhost") || isAddress(host);
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }
}
