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
 * A request between two stages. A request with a single event is a bulk of one.
 *
 * @param bulk whether the client sent a bulk. A repeated request must agree in this
 * @param slots one for each event that the client sent, in order
 * @param patience how writing is tried again when there is no room
 * @param window the project's rate limit after the events were charged; null when none was charged
 * @param <T> the form of the events, which depends on the stage
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

    /** A request without events. */
    static <T> IngestRequest<T> empty(Project project, Attempt attempt) {
        return new IngestRequest<>(project, attempt, false, List.of(), Patience.NONE, null);
    }

    /** The same request with the slots after a stage. */
    <R> IngestRequest<R> with(List<Slot<R>> after) {
        return new IngestRequest<>(project, attempt, bulk, after, patience, window);
    }

    /**
     * The same request after charging. Its first {@code granted} events go on, and each of the others is refused with a
     * 429.
     */
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
     * Whether a failure while writing fails the whole request. It does for a single event, and for a request with a
     * client's key, which is stored as a whole. In any other bulk only the event fails.
     */
    boolean failsWhole() {
        return !bulk || attempt.named();
    }
}
