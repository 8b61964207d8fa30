package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.journal.Entry;
import dev.mesher.journal.Refused;
import dev.mesher.journal.WaitingEntry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Events without a client's request key, each stored by itself. Their journal key is the client's event id. */
final class EventKind implements WriteKind<EventRow, RowOutcome> {
    static final String NAME = "event";
    static final EventKind EVENTS = new EventKind();

    private static final int VERSION = 1;

    private EventKind() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int bytes(EventRow row) {
        return row.bytes();
    }

    @Override
    public Attempt attempt(EventRow row) {
        return row.attempt();
    }

    @Override
    public void eachRow(EventRow row, RowOutcome outcome, BiConsumer<EventRow, RowOutcome> use) {
        use.accept(row, outcome);
    }

    @Override
    public @Nullable String error(RowOutcome outcome) {
        return outcome.result() instanceof Refusal refusal ? refusal.getMessage() : null;
    }

    @Override
    public boolean again(RowOutcome outcome) {
        return false;
    }

    @Override
    public void encode(WireOut out, EventRow row) {
        RowCodec.encode(out, row);
    }

    @Override
    public EventRow decode(WireIn in) {
        return RowCodec.decode(in);
    }

    @Override
    public void encodeOutcome(WireOut out, RowOutcome outcome) {
        out.put(new Results(false, List.of(outcome.result())).text());
    }

    @Override
    public RowOutcome decodeOutcome(WireIn in) {
        return RowOutcome.of(Results.parseOne(in.nextText()));
    }

    @Override
    public Entry entry(EventRow row) {
        GroupedEvent grouped = row.grouped();
        UUID eventId = grouped.event().eventId();
        String key = eventId == null ? grouped.id().toString() : grouped.projectId() + "/" + eventId;
        return new Entry(NAME, key, bytes(List.of(row)));
    }

    /** Accepts the event with the id that the journal has for it. The issue is not known yet. */
    @Override
    public RowOutcome journalled(EventRow row, Optional<byte[]> holder) {
        EventRow kept = holder.map(bytes -> rows(bytes).get(0)).orElse(row);
        return RowOutcome.of(new Receipt(Receipt.Status.ACCEPTED, kept.grouped().id(), null));
    }

    /** Decodes the rows of an entry. There is one row, or several that are left of a request. */
    static List<EventRow> rows(byte[] bytes) {
        return new WireIn(Buffer.buffer(bytes), VERSION).nextEach(RowCodec::decode);
    }

    /** Keeps the refused rows in the entry, if there are any. The other rows are stored and will not be tried again. */
    static List<Refused> refused(WaitingEntry entry, List<EventRow> rows, Map<UUID, RowOutcome> outcomes) {
        List<EventRow> remains = new ArrayList<>();
        String reason = "";
        for (EventRow row : rows) {
            if (outcomes.get(row.grouped().id()) instanceof RowOutcome.Poison poison) {
                remains.add(row);
                reason = poison.reason();
            }
        }
        return remains.isEmpty() ? List.of() : List.of(new Refused(entry.number(), NAME, bytes(remains), reason));
    }

    private static byte[] bytes(List<EventRow> rows) {
        return new WireOut(VERSION).putEach(rows, RowCodec::encode).buffer().getBytes();
    }
}
