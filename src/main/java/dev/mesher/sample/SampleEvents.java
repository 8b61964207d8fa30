package dev.mesher.sample;

import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.event.Event;
import dev.mesher.group.Explanation;
import dev.mesher.group.Title;
import dev.mesher.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes the events of a fault: their JSON is decoded, grouped and compressed as that of every event that comes in. */
final class SampleEvents {
    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final Instant now;
    private final Fault fault;
    private final Random random;

    /** The same fault and time make the same events. */
    SampleEvents(Fault fault, Instant now) {
        this.now = now;
        this.fault = fault;
        this.random = new Random(fault.number() * 7_919L + 17);
    }

    /** The times of the fault's events. */
    List<Instant> times() {
        return FaultTimes.of(fault, now, random);
    }

    /** The JSON of an event of that time, as a client would send it. */
    byte[] json(Instant time) {
        String environment = environment();
        double hoursAgo = Duration.between(time, now).toMillis() / HOUR_MILLIS;
        EventValues values =
                new EventValues(random, time, customer(), environment, Release.at(hoursAgo, environment), server());
        boolean known = random.nextDouble() < fault.known();
        return (known ? fault.text() : fault.anonymousText()).filled(values);
    }

    /** An event that was received at that time. */
    SampleEvent event(Instant time) {
        byte[] json = json(time);
        Event event = fault.platform().equals(NativeEventForm.PLATFORM)
                ? NativeEvent.decode(json)
                : SentryEvent.decode(json, new Arrival(time, null, null, null));
        return new SampleEvent(
                id(time),
                time,
                event,
                Explanation.of(event).fingerprint(),
                Title.of(event),
                Title.culprit(event),
                Payload.compress(event.json()));
    }

    private String environment() {
        return random.nextDouble() < fault.staging() ? "staging" : "production";
    }

    private String server() {
        return fault.servers().isEmpty()
                ? ""
                : fault.servers().get(random.nextInt(fault.servers().size()));
    }

    /** A few customers meet most of the faults. */
    private Customer customer() {
        Customer customer = Customer.of((int) (Math.pow(random.nextDouble(), 1.6) * Customer.COUNT));
        while (fault.browser() != null && !customer.browser().name().contains(fault.browser())) {
            customer = Customer.of(random.nextInt(Customer.COUNT));
        }
        return customer;
    }

    /** A new id of Mesher's with that time (UUIDv7). */
    UUID id(Instant time) {
        return new UUID((time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000), EventValues.variant(random));
    }
}
