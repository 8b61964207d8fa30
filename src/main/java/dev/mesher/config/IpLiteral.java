package dev.mesher.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads IP addresses in numeric form. Never asks a name server, whatever the text is. */
public final class IpLiteral {
    private IpLiteral() {}

    /**
     * Empty for any other text: a host name, a number out of range, an address in brackets or with a port. A zone is
     * dropped.
     */
    public static Optional<InetAddress> parse(String text) {
        if (text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes == null ? Optional.empty() : Optional.of(address(bytes));
    }

    /**
     * Whether {@code host} is {@code localhost} or a loopback address in numeric form. Other names are not resolved,
     * and never count.
     */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || parse(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
