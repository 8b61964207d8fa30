package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Requests with a client's key, which are stored whole. */
final class RequestKind implements WriteKind<KeyedWrite, KeyedOutcome> {
    @Override
    public int number() {
        return 2;
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
            case REFUSED -> "PostgreSQL takes no event of it";
        };
    }

    @Override
    public boolean again(KeyedOutcome outcome) {
        return outcome.kind() == KeyedOutcome.Kind.DUPLICATE || outcome.kind() == KeyedOutcome.Kind.CONFLICT;
    }

    @Override
    public void encode(WireOut out, List<KeyedWrite> units) {
        out.put(units.size());
        units.forEach(unit -> KeyedCodec.encode(out, unit));
    }

    @Override
    public List<KeyedWrite> decode(WireIn in) {
        int count = in.nextCount();
        List<KeyedWrite> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(KeyedCodec.decode(in));
        }
        return units;
    }

    @Override
    public void encodeOutcomes(WireOut out, List<KeyedOutcome> outcomes) {
        out.put(outcomes.size());
        outcomes.forEach(outcome -> KeyedCodec.encode(out, outcome));
    }

    @Override
    public List<KeyedOutcome> decodeOutcomes(WireIn in) {
        int count = in.nextCount();
        List<KeyedOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(KeyedCodec.decodeOutcome(in));
        }
        return outcomes;
    }

    @Override
    public Entry entry(KeyedWrite unit) {
        return RequestEntries.entry(unit);
    }

    @Override
    public KeyedOutcome journalled(KeyedWrite unit, Optional<byte[]> holder) {
        return RequestEntries.outcome(unit, holder);
    }
}
