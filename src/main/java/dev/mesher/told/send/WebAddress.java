package dev.mesher.told.send;

import dev.mesher.config.IpLiteral;
import dev.mesher.text.FullPattern;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An http or https address that a message is sent to.
 *
 * @param text as it was given
 * @param host a name in lower or upper case as given, or an IP address without brackets
 * @param path the path and query, at least {@code /}
 */
public record WebAddress(String text, boolean tls, String host, int port, String path) {
    /** Longest address, in characters. */
    public static final int MAX_LENGTH = 2_000;

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;

    /** Visible ASCII characters. */
    private static final FullPattern VISIBLE = FullPattern.of("[!-~]++", MAX_LENGTH);

    private static final FullPattern NAME = FullPattern.of("[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)*+\\.?", 254);

    /**
     * Names that end in a number. Some resolvers read them as an IPv4 address in octal, in hexadecimal, or as a single
     * number.
     */
    private static final FullPattern NUMBER =
            FullPattern.of("(?:[A-Za-z0-9-]++\\.)*+(?:[0-9]++|0[xX][0-9A-Fa-f]*+)\\.?", 254);

    /** Empty when {@code text} is no address that can be called. */
    public static Optional<WebAddress> parse(String text) {
        if (!VISIBLE.matches(text)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            String host = uri.getHost();
            if (host == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || !(tls || "http".equalsIgnoreCase(uri.getScheme()))) {
                return Optional.empty();
            }
            int port = uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort();
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return port > 0 && port <= MAX_PORT && isHost(bare, host)
                    ? Optional.of(new WebAddress(text, tls, bare, port, path(uri)))
                    : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** The address in digits that the host is; empty when it is a name. */
    public Optional<InetAddress> literal() {
        return IpLiteral.parse(host);
    }

    /** The scheme, host and port, without what may be a secret. */
    public String origin() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + shown + (port == (tls ? HTTPS : HTTP) ? "" : ":" + port);
    }

    /** Safe to log: see {@link #origin}. */
    @Override
    public String toString() {
        return origin();
    }

    private static boolean isHost(String bare, String host) {
        if (IpLiteral.parse(bare).isPresent()) {
            return bare.indexOf('%') < 0 && (bare.indexOf(':') < 0 || host.startsWith("["));
        }
        return NAME.matches(bare) && !NUMBER.matches(bare);
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
