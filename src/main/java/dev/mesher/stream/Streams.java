package dev.mesher.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongConsumer;

/** What all streams of a node share: the watched projects, the limits and the metrics. Thread-safe. */
public final class Streams {
    private final WatchedProjects watched = new WatchedProjects();
    private final Clients clients;
    private final HeldBytes held;
    private final StreamMeters meters;

    /**
     * Creates the shared state.
     *
     * @param mostClients most clients that may be connected at the same time
     * @param mostHeldBytes most bytes of messages that are queued for slow clients
     * @param eventAfter takes the milliseconds from the receipt of an event until it was written to a client
     */
    public Streams(int mostClients, long mostHeldBytes, MeterRegistry meters, LongConsumer eventAfter) {
        this.clients = new Clients(mostClients);
        this.held = new HeldBytes(mostHeldBytes);
        this.meters = new StreamMeters(meters, clients, held, eventAfter);
    }

    WatchedProjects watched() {
        return watched;
    }

    Clients clients() {
        return clients;
    }

    HeldBytes held() {
        return held;
    }

    StreamMeters meters() {
        return meters;
    }
}
