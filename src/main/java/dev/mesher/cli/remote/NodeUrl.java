package dev.mesher.cli.remote;

import java.net.URI;

/**
 * The URL at which a node serves HTTP.
 *
 * @param prefix the path before {@code /api}: empty, or begins with a slash and does not end with one
 */
public record NodeUrl(boolean ssl, String host, int port, String prefix) {

    /**
     * Reads {@code http://host[:port][/prefix]}, or the same with {@code https}.
     *
     * @throws IllegalArgumentException for anything else; the message does not repeat the text
     */
    public static NodeUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("expected http://host:port");
        }
        boolean ssl = "https".equals(uri.getScheme());
        if ((!ssl && !"http".equals(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException("expected http://host:port");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected http://host:port, without credentials or query");
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() < 0 ? (ssl ? 443 : 80) : uri.getPort();
        return new NodeUrl(ssl, host, port, uri.getRawPath().replaceAll("/+$", ""));
    }

    /** Host, port and prefix, in the form of a URL. */
    public String authority() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + prefix;
    }

    @Override
    public String toString() {
        return (ssl ? "https://" : "http://") + authority();
    }
}
