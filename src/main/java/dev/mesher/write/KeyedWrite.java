package dev.mesher.write;

import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request with a client's key. It is stored in one transaction with its key and its answer.
 *
 * @param bulk whether the client sent a bulk
 * @param slots of its answer, in order
 * @param ingress the name of the node that received it
 * @param given the JSON of the results that the client got when the request was put into a journal; null when the
 *     client is still waiting
 */
record KeyedWrite(
        UUID projectId,
        Attempt attempt,
        boolean bulk,
        List<Slot<EventRow>> slots,
        String ingress,
        @Nullable String given) {
    private static final int OVERHEAD_BYTES = 512;

    List<EventRow> rows() {
        return Slot.eventsToStore(slots);
    }

    int bytes() {
        return OVERHEAD_BYTES + rows().stream().mapToInt(EventRow::bytes).sum();
    }

    /** The results of the answer. Fails when a row has no outcome. */
    List<Result> results(Map<UUID, RowOutcome> outcomes) {
        return results(row -> {
            RowOutcome outcome = outcomes.get(row.grouped().id());
            if (outcome == null) {
                throw new ChangedMeanwhileException();
            }
            return outcome.result();
        });
    }

    /** The results of the answer when the journal keeps the request. The issues are not known yet. */
    List<Result> journalled() {
        return results(row -> new Receipt(Receipt.Status.ACCEPTED, row.grouped().id(), null));
    }

    private List<Result> results(Function<EventRow, Result> ofRow) {
        return slots.stream()
                .map(slot -> slot.<Result>fold(ofRow, result -> result))
                .toList();
    }

    KeyedWrite with(List<Slot<EventRow>> otherSlots) {
        return new KeyedWrite(projectId, attempt, bulk, otherSlots, ingress, given);
    }

    KeyedWrite answered(String results) {
        return new KeyedWrite(projectId, attempt, bulk, slots, ingress, results);
    }
}
