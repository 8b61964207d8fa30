package dev.mesher.told.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Opens connections. The server of the options is an IP address that was checked. */
@FunctionalInterface
public interface Connector {
    /** Opens a connection and prepares a request on it. */
    Future<HttpClientRequest> open(RequestOptions options);

    /** How outbound calls are made: certificates and host names are verified, and no connection is kept for the next call. */
    static HttpClientOptions options() {
        return new HttpClientOptions().setKeepAlive(false);
    }

    /**
     * The HTTP client of outbound calls.
     *
     * @param options {@link #options}
     * @param calls most calls to one receiver at a time
     */
    static HttpClientAgent client(Vertx vertx, HttpClientOptions options, int calls) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(calls))
                .build();
    }
}
