package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.event.Slot;
import dev.mesher.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests with a client's key, which are stored as a whole. In the journal such a request has its key and the answer
 * that was given. So while PostgreSQL is away, a repeated key is recognised on the same node.
 */
final class RequestKind implements WriteKind<KeyedWrite, KeyedOutcome> {
    static final String NAME = "request";
    static final RequestKind REQUESTS = new RequestKind();

    private static final int VERSION = 1;

    private RequestKind() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int bytes(KeyedWrite unit) {
        return unit.bytes();
    }

    @Override
    public Attempt attempt(KeyedWrite unit) {
        return unit.attempt();
    }

    @Override
    public void eachRow(KeyedWrite unit, KeyedOutcome outcome, BiConsumer<EventRow, RowOutcome> use) {
        for (EventRow row : unit.rows()) {
            RowOutcome ofRow = outcome.rows().get(row.grouped().id());
            if (ofRow != null) {
                use.accept(row, ofRow);
            }
        }
    }

    @Override
    public @Nullable String error(KeyedOutcome outcome) {
        return switch (outcome.kind()) {
            case FIRST, DUPLICATE -> null;
            case CONFLICT -> "the key was used with another body";
            case REFUSED -> "PostgreSQL refuses all events of the request";
        };
    }

    @Override
    public boolean again(KeyedOutcome outcome) {
        return outcome.kind() == KeyedOutcome.Kind.DUPLICATE || outcome.kind() == KeyedOutcome.Kind.CONFLICT;
    }

    /**
     * Encodes the rows and then the slots. The slot of an event that is to be stored is null and stands for the next
     * row. Any other slot is its result in JSON.
     */
    @Override
    public void encode(WireOut out, KeyedWrite unit) {
        Attempt attempt = unit.attempt();
        out.put(unit.projectId())
                .put(attempt.id())
                .put(attempt.key())
                .put(attempt.payloadHash())
                .put(unit.bulk())
                .put(unit.ingress())
                .put(unit.given())
                .putEach(unit.rows(), RowCodec::encode)
                .putEach(
                        unit.slots(),
                        (to, slot) -> to.put(slot.<@Nullable String>fold(
                                row -> null, result -> new Results(unit.bulk(), List.of(result)).text())));
    }

    @Override
    public KeyedWrite decode(WireIn in) {
        UUID project = in.nextId();
        UUID attemptId = in.nextId();
        Attempt attempt = new Attempt(attemptId, in.nextText(), true, in.nextId());
        boolean bulk = in.nextFlag();
        String ingress = in.nextText();
        String given = in.nextOptionalText();
        Iterator<EventRow> rows = in.nextEach(RowCodec::decode).iterator();
        List<Slot<EventRow>> slots = in.nextEach(from -> slot(from.nextOptionalText(), rows));
        return new KeyedWrite(project, attempt, bulk, slots, ingress, given);
    }

    private static Slot<EventRow> slot(@Nullable String result, Iterator<EventRow> rows) {
        if (result != null) {
            return Slot.done(Results.parseOne(result));
        }
        if (!rows.hasNext()) {
            throw new IllegalArgumentException("more slots than rows");
        }
        return Slot.toStore(rows.next());
    }

    @Override
    public void encodeOutcome(WireOut out, KeyedOutcome outcome) {
        out.put(outcome.kind().name()).put(new Results(false, outcome.results()).text());
    }

    @Override
    public KeyedOutcome decodeOutcome(WireIn in) {
        KeyedOutcome.Kind kind = KeyedOutcome.Kind.valueOf(in.nextText());
        return new KeyedOutcome(kind, Results.parse(in.nextText()).results(), Map.of());
    }

    @Override
    public Entry entry(KeyedWrite unit) {
        WireOut out = new WireOut(VERSION);
        encode(out, unit.answered(new Results(unit.bulk(), unit.journalled()).text()));
        String key = "request " + unit.projectId() + "/" + unit.attempt().key();
        return new Entry(NAME, key, out.buffer().getBytes());
    }

    KeyedWrite unit(byte[] bytes) {
        return decode(new WireIn(Buffer.buffer(bytes), VERSION));
    }

    @Override
    public KeyedOutcome journalled(KeyedWrite unit, Optional<byte[]> holder) {
        return holder.map(this::unit)
                .map(first -> new RequestKeyStore.Taken(
                                first.attempt().payloadHash(),
                                first.attempt().id(),
                                Results.parse(Objects.requireNonNull(first.given())))
                        .outcome(unit.attempt(), unit.bulk()))
                .orElseGet(() -> new KeyedOutcome(KeyedOutcome.Kind.FIRST, unit.journalled(), Map.of()));
    }
}
