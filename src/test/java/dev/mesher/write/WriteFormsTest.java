package dev.mesher.write;

import static dev.mesher.testing.RecordedForm.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.WireIn;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Level;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import dev.mesher.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of what writers hand to other nodes and to the journal, against recorded ones. */
final class WriteFormsTest {
    private static final UUID PROJECT = new UUID(1, 1);
    private static final EventRow FULL = row(
            Event.ofColumns(
                    new UUID(2, 2),
                    Level.FATAL,
                    "prüfung",
                    "java.io.IOException",
                    "disk full",
                    new UUID(3, 3),
                    "production",
                    "1.0",
                    "session"),
            "former",
            "Disk.write");
    private static final EventRow BARE =
            row(Event.ofColumns(null, Level.DEBUG, "bare", null, null, null, null, null, null), null, null);
    private static final KeyedWrite REQUEST = new KeyedWrite(
            PROJECT,
            new Attempt(new UUID(4, 4), "key", true, new UUID(5, 5)),
            true,
            List.of(Slot.toStore(FULL), Slot.done(Receipt.sampled()), Slot.done(Refusal.malformed("bad"))),
            "a@h:1",
            null);
    private static final Receipt ACCEPTED = new Receipt(Receipt.Status.ACCEPTED, new UUID(6, 6), new UUID(7, 7));

    @Test
    void eventsToAnotherNode() {
        assertSent("handover-event", Handover.message(EventKind.EVENTS, List.of(FULL, BARE)), EventKind.EVENTS);
    }

    @Test
    void requestsToAnotherNode() {
        assertSent("handover-request", Handover.message(RequestKind.REQUESTS, List.of(REQUEST)), RequestKind.REQUESTS);
    }

    @Test
    void outcomesOfEvents() {
        List<RowOutcome> outcomes = List.of(RowOutcome.of(ACCEPTED), RowOutcome.of(Refusal.malformed("bad")));
        assertAnswered("handover-event-answer", Handover.answer(EventKind.EVENTS, outcomes), EventKind.EVENTS);
    }

    @Test
    void outcomesOfRequests() {
        List<KeyedOutcome> outcomes = List.of(
                new KeyedOutcome(KeyedOutcome.Kind.FIRST, List.of(ACCEPTED), Map.of()), KeyedOutcome.conflict());
        assertAnswered(
                "handover-request-answer", Handover.answer(RequestKind.REQUESTS, outcomes), RequestKind.REQUESTS);
    }

    @Test
    void anEventInTheJournal() {
        Entry entry = EventKind.EVENTS.entry(FULL);

        assertThat(entry.kind()).isEqualTo("event");
        assertThat(entry.key()).isEqualTo(PROJECT + "/" + new UUID(2, 2));
        assertUnchanged("journal-event", entry.bytes()[0], entry.bytes());
        EventRow read = EventKind.rows(entry.bytes()).get(0);
        assertThat(EventKind.EVENTS.entry(read).bytes()).isEqualTo(entry.bytes());
    }

    @Test
    void aRequestInTheJournal() {
        Entry entry = RequestKind.REQUESTS.entry(REQUEST);

        assertThat(entry.kind()).isEqualTo("request");
        assertThat(entry.key()).isEqualTo("request " + PROJECT + "/key");
        assertUnchanged("journal-request", entry.bytes()[0], entry.bytes());
        KeyedWrite read = RequestKind.REQUESTS.unit(entry.bytes());
        assertThat(RequestKind.REQUESTS.entry(read).bytes()).isEqualTo(entry.bytes());
    }

    private static <T> void assertSent(String form, Buffer message, WriteKind<T, ?> kind) {
        assertUnchanged(form, message.getByte(0), message.getBytes());
        WireIn in = new WireIn(message, Handover.VERSION);
        assertThat(in.nextText()).isEqualTo(kind.name());
        assertThat(Handover.message(kind, in.nextEach(kind::decode))).isEqualTo(message);
    }

    private static <R> void assertAnswered(String form, Buffer answer, WriteKind<?, R> kind) {
        assertUnchanged(form, answer.getByte(0), answer.getBytes());
        List<R> read = new WireIn(answer, Handover.VERSION).nextEach(kind::decodeOutcome);
        assertThat(Handover.answer(kind, read)).isEqualTo(answer);
    }

    private static EventRow row(Event event, @Nullable String former, @Nullable String culprit) {
        GroupedEvent grouped = new GroupedEvent(
                new UUID(8, 8),
                Instant.ofEpochMilli(1_700_000_000_123L),
                PROJECT,
                event,
                3,
                "fingerprint",
                () -> former,
                "title",
                culprit);
        return new EventRow(grouped, "{\"place\":\"test\"}", new byte[] {9, 8, 7}, Attempt.unnamed());
    }
}
