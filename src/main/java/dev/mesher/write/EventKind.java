package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.journal.Entry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Events that are stored each by itself. */
final class EventKind implements WriteKind<EventRow, RowOutcome> {
    @Override
    public int number() {
        return 1;
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
    public void encode(WireOut out, List<EventRow> rows) {
        RowCodec.encode(out, rows);
    }

    @Override
    public List<EventRow> decode(WireIn in) {
        return RowCodec.decode(in);
    }

    @Override
    public void encodeOutcomes(WireOut out, List<RowOutcome> outcomes) {
        out.put(new Results(true, outcomes.stream().map(RowOutcome::result).toList()).text());
    }

    @Override
    public List<RowOutcome> decodeOutcomes(WireIn in) {
        return Results.parse(in.nextText()).results().stream()
                .map(RowOutcome::of)
                .toList();
    }

    @Override
    public Entry entry(EventRow row) {
        return EventEntries.entry(row);
    }

    /** As accepted, with the id of the event that the journal keeps; the issue is not known yet. */
    @Override
    public RowOutcome journalled(EventRow row, Optional<byte[]> holder) {
        UUID id = holder.map(EventEntries::id).orElse(row.grouped().id());
        return RowOutcome.of(new Receipt(Receipt.Status.ACCEPTED, id, null));
    }
}
