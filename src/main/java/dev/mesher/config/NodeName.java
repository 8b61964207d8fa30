package dev.mesher.config;

import java.util.Optional;

/**
 * A node's name in the cluster, {@code name@host:port}.
 *
 * @param host an IPv6 address is without brackets here
 */
public record NodeName(String name, String host, int port) {
    /** Empty when {@code text} is not of that form. */
    public static Optional<NodeName> parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            return Optional.empty();
        }
        return HostPort.parse(text.substring(at + 1))
                .filter(address -> address.port().isPresent())
                .map(address -> new NodeName(
                        text.substring(0, at), address.host(), address.port().getAsInt()));
    }

    @Override
    public String toString() {
        return name + "@" + HostPort.bracketed(host) + ":" + port;
    }
}
