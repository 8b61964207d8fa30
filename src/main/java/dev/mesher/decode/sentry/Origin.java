package dev.mesher.decode.sentry;

import dev.mesher.decode.Text;
import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheme and the host of a URL as browsers report it. Browsers take hosts, paths and characters that {@link
 * java.net.URI} refuses (WHATWG URL), so this reads only what comes before the path.
 *
 * @param scheme in lower case; empty when the URL has none
 * @param host in lower case and ASCII, without user, port and last dot; empty when the URL has none
 */
record Origin(String scheme, String host) {
    private static final Origin NONE = new Origin("", "");

    /** Schemes whose URLs have a host even when slashes are missing. */
    private static final Set<String> WEB = Set.of("http", "https", "ws", "wss", "ftp");

    /** Schemes whose host is made up anew in each browser. */
    private static final Set<String> RANDOM_HOST = Set.of("moz-extension", "safari-extension", "safari-web-extension");

    private static final int LONGEST_HOST = 253;
    private static final int MOST_PORT_DIGITS = 5;

    /** Reads an absolute URL, or a host with or without a path, or a word such as {@code data}, which becomes the scheme. */
    static Origin of(String sent) {
        String url = Text.trimmed(sent).replace('\\', '/');
        int colon = endOfScheme(url);
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (colon < 0) {
            return withoutScheme(url);
        }
        if (url.startsWith("//", colon + 1) || WEB.contains(scheme)) {
            return new Origin(
                    scheme, RANDOM_HOST.contains(scheme) ? "" : hostAt(url, afterSlashes(url, colon + 1, scheme)));
        }
        return new Origin(scheme, "");
    }

    /** The scheme and the host as in a URL; the scheme alone, or the host alone, when the other is missing. */
    String text() {
        if (host.isEmpty()) {
            return scheme;
        }
        return scheme.isEmpty() ? host : scheme + "://" + host;
    }

    private static Origin withoutScheme(String url) {
        if (url.startsWith("//")) {
            return new Origin("", hostAt(url, 2));
        }
        if (url.startsWith("/") || url.isEmpty()) {
            return NONE;
        }
        String host = hostAt(url, 0);
        return isHost(host) ? new Origin("", host) : new Origin(host, "");
    }

    /** The position of the colon after the scheme; -1 when there is no scheme. A host with a port is no scheme. */
    private static int endOfScheme(String url) {
        int at = 0;
        while (at < url.length() && isSchemeCharacter(url.charAt(at), at)) {
            at++;
        }
        boolean scheme = at > 0 && at < url.length() && url.charAt(at) == ':';
        return scheme && !(isHost(url.substring(0, at)) && isPort(url, at + 1)) ? at : -1;
    }

    private static boolean isSchemeCharacter(char c, int at) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (at > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
    }

    /** Whether a word without a scheme is a host rather than a keyword. */
    private static boolean isHost(String word) {
        return word.indexOf('.') > 0 || word.startsWith("[") || word.equalsIgnoreCase("localhost");
    }

    private static boolean isPort(String url, int start) {
        int end = start;
        while (end < url.length() && url.charAt(end) >= '0' && url.charAt(end) <= '9') {
            end++;
        }
        return end > start && end - start <= MOST_PORT_DIGITS && endOfAuthority(url, end) == end;
    }

    private static int afterSlashes(String url, int start, String scheme) {
        int at = start;
        int most = WEB.contains(scheme) ? url.length() : start + 2;
        while (at < most && url.charAt(at) == '/') {
            at++;
        }
        return at;
    }

    private static int endOfAuthority(String url, int start) {
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String hostAt(String url, int start) {
        String authority = url.substring(start, endOfAuthority(url, start));
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = host.startsWith("[") ? host.indexOf(']') : -1;
        int port = host.indexOf(':', Math.max(0, bracket));
        host = port < 0 ? host : host.substring(0, port);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return ascii(host.toLowerCase(Locale.ROOT));
    }

    private static String ascii(String host) {
        if (host.length() > LONGEST_HOST || host.chars().allMatch(c -> c < 0x80)) {
            return host;
        }
        String encoded = tryEncode(host);
        return encoded == null ? host : encoded.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String tryEncode(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noDomainName) {
            return null;
        }
    }
}
