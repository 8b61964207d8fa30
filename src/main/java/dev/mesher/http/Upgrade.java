package dev.mesher.http;

import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A request to open a WebSocket. It can be answered later. A refusal is sent as JSON. */
public final class Upgrade implements ServerWebSocketHandshake {
    private static final String OVER = "the upgrade was answered already, or the client has disconnected";

    private final HttpServerRequest request;
    private final InFlight inFlight;
    private final MultiMap headers;
    private final SocketAddress peer;
    private boolean over;

    /**
     * Pauses the request until it is answered.
     *
     * @param request a request that can be upgraded
     * @param inFlight has the share that counts what the client sends after the upgrade
     */
    public Upgrade(HttpServerRequest request, InFlight inFlight) {
        this.inFlight = inFlight;
        this.headers = request.headers();
        this.peer = request.remoteAddress();
        this.request = request.pause().exceptionHandler(gone -> over = true);
    }

    /** Whether the upgrade can no longer be answered: it was answered already, or the client has disconnected. */
    public boolean isOver() {
        return over;
    }

    /** Compares equal for upgrades with the same peer, headers and query. */
    public Likeness likeness() {
        List<Map.Entry<String, String>> said = headers.entries().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Sec-WebSocket-Key"))
                .toList();
        return new Likeness(peer.hostAddress(), said, query());
    }

    /** The client's address and credentials. They must not be logged, so {@code toString} shows only the address. */
    public record Likeness(@Nullable String peer, List<Map.Entry<String, String>> headers, @Nullable String query) {
        @Override
        public String toString() {
            return "Likeness[peer=" + peer + "]";
        }
    }

    /** Accepts the upgrade of a caller of the management API. */
    @Override
    public Future<ServerWebSocket> accept() {
        return accept(inFlight.callers());
    }

    /** Accepts the upgrade of a client that sends with a key of this project. */
    public Future<ServerWebSocket> accept(UUID project) {
        return accept(inFlight.project(project));
    }

    private Future<ServerWebSocket> accept(InFlight.Share share) {
        if (over) {
            return Future.failedFuture(OVER);
        }
        over = true;
        return request.toWebSocket()
                .onSuccess(socket -> UnfinishedMessage.watch(socket, share, UnfinishedMessage.TIME));
    }

    @Override
    public Future<Void> reject(int status) {
        return reject(status, status == 401 ? Refusal.unauthorized().getMessage() : Answers.words(status));
    }

    /** Refuses the upgrade, with the reason as JSON. */
    public Future<Void> reject(Refusal refusal) {
        if (!over && refusal.kind() == Refusal.Kind.UNAVAILABLE) {
            HttpServerResponse unused = request.response().putHeader("Retry-After", "1");
        }
        return reject(refusal.kind().httpStatus(), refusal.getMessage());
    }

    private Future<Void> reject(int status, String words) {
        if (over) {
            return Future.failedFuture(OVER);
        }
        over = true;
        HttpServerResponse response = request.response().setStatusCode(status);
        RequestId.current().ifPresent(id -> id.addTo(response));
        return response.putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end(Answers.error(words).toBuffer())
                // Whatever the client has sent after the request was left unread and would keep the connection open.
                .eventually(() -> request.connection().close());
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public @Nullable String scheme() {
        return request.scheme();
    }

    @Override
    public @Nullable HostAndPort authority() {
        return request.authority();
    }

    @Override
    public String uri() {
        return request.uri();
    }

    @Override
    public String path() {
        String path = request.path();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public SocketAddress remoteAddress() {
        return peer;
    }

    @Override
    public SocketAddress localAddress() {
        return request.localAddress();
    }

    @Override
    public boolean isSsl() {
        return request.isSSL();
    }

    @Override
    public @Nullable SSLSession sslSession() {
        return request.sslSession();
    }

    @Override
    public List<Certificate> peerCertificates() throws SSLPeerUnverifiedException {
        return request.connection().peerCertificates();
    }
}
