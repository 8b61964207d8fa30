package dev.mesher.told.send;

import dev.mesher.config.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses that no outbound call may reach unless the operator allows it. The ranges are those that IANA's
 * registries of special-purpose addresses do not list as globally reachable.
 *
 * @param words what an address of the range is, to be read after "is"
 */
record ClosedRange(Cidr range, String words) {
    private static final List<ClosedRange> ALL = List.of(
            of("0.0.0.0/8", "an address of this machine"),
            of("10.0.0.0/8", "a private address"),
            of("100.64.0.0/10", "an address of a carrier's private network"),
            of("127.0.0.0/8", "a loopback address"),
            of("169.254.0.0/16", "a link-local address, where clouds serve a machine's credentials"),
            of("172.16.0.0/12", "a private address"),
            of("192.0.0.0/24", "an address for protocols"),
            of("192.0.2.0/24", "an address for documentation"),
            of("192.88.99.0/24", "an address of a 6to4 relay"),
            of("192.168.0.0/16", "a private address"),
            of("198.18.0.0/15", "an address for benchmarks"),
            of("198.51.100.0/24", "an address for documentation"),
            of("203.0.113.0/24", "an address for documentation"),
            of("224.0.0.0/4", "a multicast address"),
            of("240.0.0.0/4", "a reserved address"),
            of("::/128", "an address of this machine"),
            of("::1/128", "a loopback address"),
            of("64:ff9b:1::/48", "an address of a private NAT64"),
            of("2001::/23", "an address for protocols"),
            of("2001:db8::/32", "an address for documentation"),
            of("3fff::/20", "an address for documentation"),
            of("fc00::/7", "a private address"),
            of("fe80::/10", "a link-local address"),
            of("fec0::/10", "a private address"),
            of("ff00::/8", "a multicast address"));

    /** The only IPv6 addresses that are given to anyone. */
    private static final Cidr GIVEN = cidr("2000::/3");

    private static final int IPV6_BYTES = 16;

    /** What {@code address} is, when it may not be called; empty for an address of the public Internet. */
    static Optional<String> of(InetAddress address) {
        for (ClosedRange closed : ALL) {
            if (closed.range.contains(address)) {
                return Optional.of(closed.words);
            }
        }
        Optional<InetAddress> within = EmbeddedAddress.in(address);
        if (within.isPresent()) {
            return of(within.get()).map(words -> "a form of " + within.get().getHostAddress() + ", " + words);
        }
        return address.getAddress().length == IPV6_BYTES && !GIVEN.contains(address)
                ? Optional.of("a reserved address")
                : Optional.empty();
    }

    private static ClosedRange of(String range, String words) {
        return new ClosedRange(cidr(range), words);
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }
}
