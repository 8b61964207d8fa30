package dev.mesher.config;

/**
 * A node's name in the cluster, {@code name@host:port}.
 *
 * @param host without the brackets that an IPv6 address wears in the text form
 */
public record NodeName(String name, String host, int port) {
    @Override
    public String toString() {
        return name + "@" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
