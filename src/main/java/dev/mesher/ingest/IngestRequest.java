package dev.mesher.ingest;

import dev.mesher.event.Attempt;
import dev.mesher.event.Project;
import dev.mesher.event.RateWindow;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the stages. A single event is a bulk of one.
 *
 * @param bulk whether it came as one, which its client's key is compared with
 * @param slots one for each event that the client sent, in order
 * @param patience what finds no room is tried again by
 * @param window of the project, once the events are charged; null when none was
 * @param <T> the events, in the form that the stage before has brought them to
 */
record IngestRequest<T>(
        Project project,
        Attempt attempt,
        boolean bulk,
        List<Slot<T>> slots,
        Patience patience,
        @Nullable RateWindow window) {

    static <T> IngestRequest<T> of(Project project, Attempt attempt, T event, Patience patience) {
        return new IngestRequest<>(project, attempt, false, List.of(Slot.toStore(event)), patience, null);
    }

    /** Of a request that brings no event. */
    static <T> IngestRequest<T> empty(Project project, Attempt attempt) {
        return new IngestRequest<>(project, attempt, false, List.of(), Patience.NONE, null);
    }

    /** The same request after a stage. */
    <R> IngestRequest<R> with(List<Slot<R>> after) {
        return new IngestRequest<>(project, attempt, bulk, after, patience, window);
    }

    /** The same request, charged: its first {@code granted} events go on, each of the others is refused by itself. */
    IngestRequest<T> admitted(long granted, RateWindow charged) {
        List<Slot<T>> admitted = new ArrayList<>(slots.size());
        long left = granted;
        for (Slot<T> slot : slots) {
            boolean spent = slot instanceof Slot.ToStore && left-- <= 0;
            admitted.add(spent ? Slot.done(Refusal.rateLimited(charged)) : slot);
        }
        return new IngestRequest<>(project, attempt, bulk, List.copyOf(admitted), patience, charged);
    }

    /**
     * Whether a failure on the way is that of the whole request. A single event has nothing beside it, and under a client's
     * key a request is stored whole; in any other bulk the failure is that of its event.
     */
    boolean failsWhole() {
        return !bulk || attempt.named();
    }
}
