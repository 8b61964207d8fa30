package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Level;
import java.time.Instant;
import java.util.UUID;

/** The binary form of a row: the columns of an event. Its JSON is included only in the compressed payload. */
final class RowCodec {
    private RowCodec() {}

    static void encode(WireOut out, EventRow row) {
        GroupedEvent grouped = row.grouped();
        Event event = grouped.event();
        ExceptionInfo exception = event.exception();
        out.put(grouped.id())
                .put(grouped.receivedAt().toEpochMilli())
                .put(grouped.projectId())
                .put(grouped.algorithm())
                .put(grouped.fingerprint())
                .put(grouped.formerFingerprint().get())
                .put(grouped.title())
                .put(grouped.culprit())
                .putOptional(event.eventId())
                .putOptional(event.userHash())
                .put(event.level().wireName())
                .put(event.message())
                .put(exception == null ? null : exception.typeName())
                .put(exception == null ? null : exception.value())
                .put(event.environment())
                .put(event.release())
                .put(event.sessionId())
                .put(row.tags())
                .put(row.payload());
    }

    static EventRow decode(WireIn in) {
        UUID id = in.nextId();
        Instant receivedAt = Instant.ofEpochMilli(in.nextLong());
        UUID project = in.nextId();
        int algorithm = in.nextInt();
        String fingerprint = in.nextText();
        String formerFingerprint = in.nextOptionalText();
        String title = in.nextText();
        String culprit = in.nextOptionalText();
        UUID eventId = in.nextOptionalId();
        UUID userHash = in.nextOptionalId();
        Event event = Event.ofColumns(
                eventId,
                level(in.nextText()),
                in.nextText(),
                in.nextOptionalText(),
                in.nextOptionalText(),
                userHash,
                in.nextOptionalText(),
                in.nextOptionalText(),
                in.nextOptionalText());
        GroupedEvent grouped = new GroupedEvent(
                id, receivedAt, project, event, algorithm, fingerprint, () -> formerFingerprint, title, culprit);
        return new EventRow(grouped, in.nextText(), in.nextBytes(), Attempt.unnamed());
    }

    private static Level level(String name) {
        return Level.parse(name).orElseThrow(() -> new IllegalArgumentException("an unknown level"));
    }
}
