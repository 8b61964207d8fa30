package dev.mesher.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, as far as its connection and headers tell.
 *
 * @param peer IP address of the other end of the connection; null when it has none
 * @param host the {@code Host} header, with its port if given; null when it is missing
 * @param origin the {@code Origin} header that a browser adds; null when it is missing
 */
record Caller(@Nullable String peer, @Nullable String host, Forwarding forwarding, @Nullable String origin) {
    static Caller of(HttpServerRequest request) {
        // HTTP/2 sends the host in a pseudo-header instead of {@code Host}.
        HostAndPort asked = request.version() == HttpVersion.HTTP_2 ? request.authority() : null;
        return of(request.connection().remoteAddress(), request.headers(), asked);
    }

    static Caller of(ServerWebSocketHandshake handshake) {
        return of(handshake.remoteAddress(), handshake.headers(), null);
    }

    Caller withoutOrigin() {
        return new Caller(peer, host, forwarding, null);
    }

    private static Caller of(SocketAddress peer, MultiMap headers, @Nullable HostAndPort asked) {
        String host = only(headers.getAll("Host"));
        if (host == null && asked != null) {
            host = asked.host() + (asked.port() < 0 ? "" : ":" + asked.port());
        }
        return new Caller(peer.hostAddress(), host, Forwarding.of(headers), only(headers.getAll("Origin")));
    }

    /** A browser sends such a header once. If it comes several times, the joined value matches nothing. */
    private static @Nullable String only(List<String> lines) {
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
