package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Rows' outcomes as bytes. */
final class OutcomeCodec {
    private OutcomeCodec() {}

    static void encode(WireOut out, Map<UUID, RowOutcome> outcomes) {
        out.put(outcomes.size());
        outcomes.forEach((id, outcome) -> {
            out.put(id);
            if (outcome instanceof RowOutcome.Settled settled) {
                Receipt receipt = settled.receipt();
                out.put(true)
                        .put(receipt.status().wireName())
                        .putOptional(receipt.id())
                        .putOptional(receipt.issueId())
                        .put(settled.stored())
                        .put(settled.newIssue())
                        .put(settled.regression());
            } else if (outcome instanceof RowOutcome.Poison poison) {
                out.put(false).put(poison.refusal().getMessage());
            }
        });
    }

    static Map<UUID, RowOutcome> decode(WireIn in) {
        int count = in.nextCount();
        Map<UUID, RowOutcome> outcomes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            UUID id = in.nextId();
            outcomes.put(id, in.nextFlag() ? settled(in) : poison(in.nextText()));
        }
        return outcomes;
    }

    private static RowOutcome settled(WireIn in) {
        Receipt receipt = new Receipt(Receipt.Status.of(in.nextText()), in.nextOptionalId(), in.nextOptionalId());
        return new RowOutcome.Settled(receipt, in.nextFlag(), in.nextFlag(), in.nextFlag());
    }

    private static RowOutcome poison(String words) {
        return new RowOutcome.Poison(Refusal.malformed(words), words);
    }
}
