package dev.mesher.access;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places, each of which whoever entered leaves again. Any thread. */
final class Slots {
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    Slots(int places) {
        this.places = places;
    }

    /** Takes a place when more than {@code kept} are free; false when there are not. */
    boolean enter(int kept) {
        if (taken.incrementAndGet() <= places - kept) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        int unused = taken.decrementAndGet();
    }
}
