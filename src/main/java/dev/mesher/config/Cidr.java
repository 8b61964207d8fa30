package dev.mesher.config;

import dev.mesher.text.FullPattern;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IP addresses, such as {@code 10.0.0.0/8}. It contains addresses of its own family only.
 *
 * @param address an address of the range
 * @param bits how many of its first bits all addresses of the range share
 */
public record Cidr(InetAddress address, int bits) {
    private static final FullPattern BITS = FullPattern.of("[0-9]{1,3}", 3);

    /** Reads {@code address/bits}, or an address alone, which is a range of one. Empty for any other text. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int longest = address.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new Cidr(address.get(), longest));
        }
        String bits = text.substring(slash + 1);
        return BITS.matches(bits) && Integer.parseInt(bits) <= longest
                ? Optional.of(new Cidr(address.get(), Integer.parseInt(bits)))
                : Optional.empty();
    }

    /** Whether the range contains {@code other}. An IPv4-mapped IPv6 address counts as the IPv4 address that it holds. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] given = other.getAddress();
        if (mine.length != given.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != given[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (mine[whole] ^ given[whole]) >> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
