package dev.mesher.event;

import java.util.List;
import java.util.function.Function;

/**
 * The place of one event in its request, and so in the request's answer.
 *
 * @param <T> the event, in the form that the request's stage works on
 */
public sealed interface Slot<T> {
    /** An event that has still to be stored. */
    record ToStore<T>(T event) implements Slot<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> toStore, Function<? super Result, ? extends R> done) {
            return toStore.apply(event);
        }
    }

    /** An event whose result is known: nothing more happens to it. */
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

    /** What the function for the slot's kind makes of its content. */
    <R> R fold(Function<? super T, ? extends R> toStore, Function<? super Result, ? extends R> done);

    /** The slot after a stage without waiting; what is done already stays as it is. */
    default <R> Slot<R> then(Function<? super T, Slot<R>> stage) {
        return fold(stage, Slot::done);
    }

    /** The events that have still to be stored, in order. */
    static <T> List<T> eventsToStore(List<Slot<T>> slots) {
        return slots.stream()
                .<T>mapMulti((slot, events) -> {
                    if (slot instanceof ToStore<T> open) {
                        events.accept(open.event);
                    }
                })
                .toList();
    }

    /** Whether there are events, of which every one was refused. */
    static <T> boolean allRefused(List<Slot<T>> slots) {
        return !slots.isEmpty() && slots.stream().allMatch(slot -> slot.fold(event -> false, Result::refused));
    }
}
