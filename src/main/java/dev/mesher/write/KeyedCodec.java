package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Attempt;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keyed requests, and what became of them, as bytes: for another node, and for the journal. */
final class KeyedCodec {
    private KeyedCodec() {}

    static void encode(WireOut out, KeyedWrite unit) {
        Attempt attempt = unit.attempt();
        out.put(unit.projectId())
                .put(attempt.id())
                .put(attempt.key())
                .put(attempt.payloadHash())
                .put(unit.bulk())
                .put(unit.ingress())
                .put(unit.given());
        RowCodec.encode(out, unit.rows());
        // A row stands in its slot as a null, what is final as the text of its result.
        out.put(unit.slots().size());
        for (Slot<EventRow> slot : unit.slots()) {
            out.put(slot.<@Nullable String>fold(
                    row -> null, result -> new Results(unit.bulk(), List.of(result)).text()));
        }
    }

    static KeyedWrite decode(WireIn in) {
        UUID project = in.nextId();
        UUID attemptId = in.nextId();
        Attempt attempt = new Attempt(attemptId, in.nextText(), true, in.nextId());
        boolean bulk = in.nextFlag();
        String ingress = in.nextText();
        String given = in.nextOptionalText();
        List<EventRow> rows = RowCodec.decode(in);
        int count = in.nextCount();
        List<Slot<EventRow>> slots = new ArrayList<>(count);
        int row = 0;
        for (int i = 0; i < count; i++) {
            String text = in.nextOptionalText();
            slots.add(
                    text == null
                            ? Slot.toStore(rows.get(row++))
                            : Slot.done(Results.parse(text).results().get(0)));
        }
        return new KeyedWrite(project, attempt, bulk, slots, ingress, given);
    }

    /** But for what became of its rows. */
    static void encode(WireOut out, KeyedOutcome outcome) {
        out.put(outcome.kind().name()).put(new Results(false, outcome.results()).text());
    }

    static KeyedOutcome decodeOutcome(WireIn in) {
        // An unknown name is an IllegalArgumentException, as is all that cannot be read.
        KeyedOutcome.Kind kind = KeyedOutcome.Kind.valueOf(in.nextText());
        List<Result> results = Results.parse(in.nextText()).results();
        return new KeyedOutcome(kind, results, Map.of());
    }
}
