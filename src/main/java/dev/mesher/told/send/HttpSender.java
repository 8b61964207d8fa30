package dev.mesher.told.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Sends POSTs. A call resolves the name once, checks every address, and connects to a checked address. It follows no
 * redirect, and ends within the limit.
 */
public final class HttpSender {
    /** The limit of a whole call: look-up, connection, request and answer. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final NameResolver names;
    private final AddressGuard guard;
    private final Connector connector;
    private final TimeLimit limit;

    public HttpSender(Vertx vertx, NameResolver names, AddressGuard guard, Connector connector, TimeLimit limit) {
        this.vertx = vertx;
        this.names = names;
        this.guard = guard;
        this.connector = connector;
        this.limit = limit;
    }

    /** Sends it. The future does not fail: what went wrong stands in the outcome. */
    public Future<Outcome> send(Outbound.Post post) {
        return new HttpCall(vertx.getOrCreateContext(), post).run(new CheckedAddresses(names, guard), connector, limit);
    }
}
