package dev.mesher.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The part of a client's address that a customer of an internet provider cannot change at will.
 *
 * @param network where a user signs in from: /24 of IPv4, /64 of IPv6
 * @param site the largest network that one customer usually has: /24 of IPv4, /48 of IPv6
 */
record ClientNetwork(String network, String site) {
    private static final int IPV4_BITS = 24;
    private static final int IPV6_NETWORK_BITS = 64;
    private static final int IPV6_SITE_BITS = 48;

    /** The networks of an IP address. A text that is not an IP address is used unchanged for both. */
    static ClientNetwork of(String client) {
        Optional<InetAddress> address = Loopback.address(client);
        if (address.isEmpty()) {
            return new ClientNetwork(client, client);
        }
        boolean ipv6 = address.get() instanceof Inet6Address;
        return new ClientNetwork(
                prefix(address.get(), ipv6 ? IPV6_NETWORK_BITS : IPV4_BITS),
                prefix(address.get(), ipv6 ? IPV6_SITE_BITS : IPV4_BITS));
    }

    private static String prefix(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, bits / Byte.SIZE, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
