package dev.mesher.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongConsumer;

/** The metrics of the stream. Thread-safe. */
final class StreamMeters {
    private final Counter sent;
    private final Counter dropped;
    private final Counter notRelayed;
    private final Counter encoded;
    private final LongConsumer eventAfter;

    StreamMeters(MeterRegistry meters, Clients clients, HeldBytes held, LongConsumer eventAfter) {
        this.eventAfter = eventAfter;
        Gauge unusedClients = Gauge.builder("mesher.stream.clients", clients, Clients::count)
                .description("Clients of the live stream")
                .register(meters);
        Gauge unusedHeld = Gauge.builder("mesher.stream.held.bytes", held, HeldBytes::bytes)
                .description("Bytes of the messages that are queued for clients, each message counted once")
                .register(meters);
        sent = Counter.builder("mesher.stream.messages.sent")
                .description("Messages that were written to clients of the live stream")
                .register(meters);
        dropped = Counter.builder("mesher.stream.messages.dropped")
                .description("Messages that were dropped because a client of the live stream is slow")
                .register(meters);
        notRelayed = Counter.builder("mesher.stream.relay.lost")
                .description("Messages that could not be sent to another node with subscribers for them")
                .register(meters);
        encoded = Counter.builder("mesher.stream.rows.encoded")
                .description("Messages with rows or rates that were made, each for all its receivers on this node")
                .register(meters);
    }

    void encoded(int messages) {
        encoded.increment(messages);
    }

    void sent(int messages) {
        sent.increment(messages);
    }

    /** An event that was received then is written to a client. */
    void eventSent(long receivedMillis) {
        eventAfter.accept(System.currentTimeMillis() - receivedMillis);
    }

    void dropped(long messages) {
        dropped.increment((double) messages);
    }

    void notRelayed(int messages) {
        notRelayed.increment(messages);
    }
}
