package dev.mesher.told.send;

import dev.mesher.config.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The IPv6 addresses whose packets a gateway carries to an IPv4 address that stands in them. Java itself reads an
 * IPv4-mapped address ({@code ::ffff:a.b.c.d}) as the IPv4 address.
 *
 * @param at index of the first byte of the IPv4 address
 */
record EmbeddedAddress(Cidr range, int at) {
    private static final int IPV4_BYTES = 4;

    /** RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4291 (IPv4-compatible). */
    private static final List<EmbeddedAddress> ALL =
            List.of(of("64:ff9b::/96", 12), of("2002::/16", 2), of("::/96", 12));

    /** The IPv4 address in {@code address}; empty when it is of no such form. */
    static Optional<InetAddress> in(InetAddress address) {
        for (EmbeddedAddress form : ALL) {
            if (form.range.contains(address)) {
                byte[] bytes = address.getAddress();
                return Optional.of(ofBytes(Arrays.copyOfRange(bytes, form.at, form.at + IPV4_BYTES)));
            }
        }
        return Optional.empty();
    }

    private static EmbeddedAddress of(String range, int at) {
        return new EmbeddedAddress(Cidr.parse(range).orElseThrow(() -> new IllegalArgumentException(range)), at);
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
