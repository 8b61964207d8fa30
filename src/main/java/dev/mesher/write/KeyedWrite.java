package dev.mesher.write;

import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to which its client gave a key: stored whole, with its key and its answer, by one transaction.
 *
 * @param bulk whether it came as one
 * @param slots of its answer, in order: an {@link EventRow} to store, or a {@link Receipt} or
 *     {@link dev.mesher.event.Refusal} that is final already
 * @param ingress the node that took it
 * @param given the results that the client got when the request went to a journal; null for one that waits for them
 */
record KeyedWrite(
        UUID projectId, Attempt attempt, boolean bulk, List<Object> slots, String ingress, @Nullable String given) {
    private static final int OVERHEAD_BYTES = 512;

    List<EventRow> rows() {
        return slots.stream()
                .filter(EventRow.class::isInstance)
                .map(EventRow.class::cast)
                .toList();
    }

    int bytes() {
        return OVERHEAD_BYTES + rows().stream().mapToInt(EventRow::bytes).sum();
    }

    /** The answer's results, a {@link Receipt} or a refusal each, given what became of the rows. */
    List<Object> results(Map<UUID, RowOutcome> outcomes) {
        List<Object> results = new ArrayList<>(slots.size());
        for (Object slot : slots) {
            results.add(slot instanceof EventRow row ? result(row, outcomes) : slot);
        }
        return results;
    }

    /** Once the journal has it: the issues are not known yet. */
    List<Object> journalled() {
        List<Object> results = new ArrayList<>(slots.size());
        for (Object slot : slots) {
            results.add(
                    slot instanceof EventRow row
                            ? new Receipt(Receipt.Status.ACCEPTED, row.grouped().id(), null)
                            : slot);
        }
        return results;
    }

    KeyedWrite with(List<Object> otherSlots) {
        return new KeyedWrite(projectId, attempt, bulk, otherSlots, ingress, given);
    }

    KeyedWrite answered(String results) {
        return new KeyedWrite(projectId, attempt, bulk, slots, ingress, results);
    }

    private static Object result(EventRow row, Map<UUID, RowOutcome> outcomes) {
        RowOutcome outcome = outcomes.get(row.grouped().id());
        if (outcome instanceof RowOutcome.Settled settled) {
            return settled.receipt();
        }
        if (outcome instanceof RowOutcome.Poison poison) {
            return poison.refusal();
        }
        throw new IllegalStateException("no outcome for event " + row.grouped().id());
    }
}
