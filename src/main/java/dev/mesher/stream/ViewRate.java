package dev.mesher.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** How many events a project gets, and how long they take to be seen, since the last look. Not thread-safe. */
final class ViewRate {
    /** More batches than a node stores in the time between two looks. */
    private static final int MOST = 1_000;

    private final List<Some> unseen = new ArrayList<>();
    private final List<Some> seen = new ArrayList<>();
    private long events;

    /**
     * Some events of one batch.
     *
     * @param millis when they were received; once they are seen, how long that took
     */
    private record Some(long millis, int events) {}

    void stored(Touched touched) {
        events += touched.events();
        if (touched.events() > 0 && unseen.size() < MOST) {
            unseen.add(new Some(touched.receivedMillis(), touched.events()));
        }
    }

    /** All events until now are in a message that is being sent. */
    void seen(long nowMillis) {
        for (Some some : unseen) {
            if (seen.size() < MOST) {
                seen.add(new Some(Math.max(0, nowMillis - some.millis), some.events));
            }
        }
        unseen.clear();
    }

    /** The number of events since the last call. */
    long takeEvents() {
        long taken = events;
        events = 0;
        return taken;
    }

    /** The median of the milliseconds from the arrival of an event to the message that shows it, since the last call. */
    OptionalLong takeMedian() {
        List<Some> sorted = new ArrayList<>(seen);
        seen.clear();
        sorted.sort(Comparator.comparingLong(Some::millis));
        long all = sorted.stream().mapToLong(Some::events).sum();
        long passed = 0;
        for (Some some : sorted) {
            passed += some.events;
            if (passed * 2 >= all) {
                return OptionalLong.of(some.millis);
            }
        }
        return OptionalLong.empty();
    }
}
