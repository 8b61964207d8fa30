package dev.mesher.told.send;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes where connections are to go, and opens every one to a loopback port instead, so that nothing leaves the machine. */
final class RecordedConnector implements Connector {
    private final HttpClient client;
    private final int port;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    RecordedConnector(HttpClient client, int port) {
        this.client = client;
        this.port = port;
    }

    @Override
    public Future<HttpClientRequest> open(RequestOptions options) {
        SocketAddress to = (SocketAddress) Objects.requireNonNull(options.getServer());
        asked.add(to.hostAddress() + ":" + to.port());
        return client.request(options.setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1")));
    }

    /** The addresses, in the order of the connections. */
    List<String> asked() {
        return asked;
    }
}
