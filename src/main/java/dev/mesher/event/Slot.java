package dev.mesher.event;

import java.util.List;
import java.util.function.Function;

/**
 * The place of one event in its request, and so in the request's answer.
 *
 * @param <T> the form of the event, which depends on the stage
 */
public sealed interface Slot<T> {
    /** An event that is still to be stored. */
    record ToStore<T>(T event) implements Slot<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> toStore, Function<? super Result, ? extends R> done) {
            return toStore.apply(event);
        }
    }

    /** An event with a final result. The stages pass it on unchanged. */
    record Done<T>(Result result) implements Slot<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> toStore, Function<? super Result, ? extends R> done) {
            return done.apply(result);
        }
    }

    static <T> Slot<T> toStore(T event) {
        return new ToStore<>(event);
    }

    static <T> Slot<T> done(Result result) {
        return new Done<>(result);
    }

    /** Applies the function for this slot's kind to its content. */
    <R> R fold(Function<? super T, ? extends R> toStore, Function<? super Result, ? extends R> done);

    /** Applies a synchronous stage to an event that is still to be stored. A slot with a result stays unchanged. */
    default <R> Slot<R> then(Function<? super T, Slot<R>> stage) {
        return fold(stage, Slot::done);
    }

    /** The events that are still to be stored, in order. */
    static <T> List<T> eventsToStore(List<Slot<T>> slots) {
        return slots.stream()
                .<T>mapMulti((slot, events) -> {
                    if (slot instanceof ToStore<T> open) {
                        events.accept(open.event);
                    }
                })
                .toList();
    }

    /** Whether there is at least one slot and all of them were refused. */
    static <T> boolean allRefused(List<Slot<T>> slots) {
        return !slots.isEmpty() && slots.stream().allMatch(slot -> slot.fold(event -> false, Result::refused));
    }
}
