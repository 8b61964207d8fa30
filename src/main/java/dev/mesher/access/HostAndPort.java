package dev.mesher.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A host and a port, as {@code Host} and {@code Origin} name them.
 *
 * @param host in lower case; an IPv6 address keeps its brackets
 * @param port -1 when none is given
 */
record HostAndPort(String host, int port) {
    /** Empty when {@code text} is not {@code host} or {@code host:port}. */
    static Optional<HostAndPort> parse(String text) {
        return parse("http", text);
    }

    /**
     * Reads {@code scheme://host:port}, and fills in the scheme's default port. Empty for anything else, such as the
     * origin {@code null}.
     */
    static Optional<HostAndPort> ofOrigin(String origin) {
        int separator = origin.indexOf("://");
        String scheme = separator < 0 ? "" : origin.substring(0, separator).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        int defaultPort = scheme.equals("https") ? 443 : 80;
        return parse(scheme, origin.substring(separator + 3)).map(authority -> authority.withDefaultPort(defaultPort));
    }

    HostAndPort withDefaultPort(int defaultPort) {
        return port < 0 ? new HostAndPort(host, defaultPort) : this;
    }

    private static Optional<HostAndPort> parse(String scheme, String text) {
        try {
            URI uri = new URI(scheme + "://" + text);
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return uri.getHost() == null || !bare
                    ? Optional.empty()
                    : Optional.of(new HostAndPort(uri.getHost().toLowerCase(Locale.ROOT), uri.getPort()));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
