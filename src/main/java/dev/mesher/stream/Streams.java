package dev.mesher.stream;

import io.micrometer.core.instrument.MeterRegistry;

/** What all streams of a node share: who watches what, how many may, and the bounds and meters of it. Thread-safe. */
public final class Streams {
    private final WatchedProjects interest = new WatchedProjects();
    private final Clients clients;
    private final HeldBytes held;
    private final StreamMeters meters;

    /**
     * @param mostClients past which no more are let in
     * @param mostHeldBytes of messages that wait for slow clients
     */
    public Streams(int mostClients, long mostHeldBytes, MeterRegistry meters) {
        this.clients = new Clients(mostClients);
        this.held = new HeldBytes(mostHeldBytes);
        this.meters = new StreamMeters(meters, clients, held);
    }

    WatchedProjects interest() {
        return interest;
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
