package dev.mesher.told.queue;

import dev.mesher.db.ClockAhead;
import dev.mesher.told.content.MessageContents;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;

/** What every try of a sender works with. */
record SenderParts(
        MessageStore messages,
        DeliveryStore deliveries,
        MessageContents contents,
        Transports transports,
        RetryTimes times,
        DeliveryMeters meters) {
    static SenderParts of(
            Pool pool,
            ClockAhead clock,
            MessageContents contents,
            Transports transports,
            RetryTimes times,
            MeterRegistry meters) {
        return new SenderParts(
                new MessageStore(pool, clock),
                new DeliveryStore(pool, clock),
                contents,
                transports,
                times,
                new DeliveryMeters(meters));
    }
}
