package dev.mesher.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address at which a node looks for its cluster.
 *
 * @param host a name or an address; an IPv6 address is without brackets
 * @param port empty for the node's own cluster port
 */
public record Seed(String host, OptionalInt port) {
    /** Empty when {@code text} is neither {@code host} nor {@code host:port}. */
    public static Optional<Seed> parse(String text) {
        return HostPort.parse(text).map(address -> new Seed(address.host(), address.port()));
    }

    @Override
    public String toString() {
        return HostPort.bracketed(host) + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
