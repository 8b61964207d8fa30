package dev.mesher.access;

import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of places. Whoever enters one must leave it. Thread-safe. */
final class Slots {
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    Slots(int places) {
        this.places = places;
    }

    /** Takes a place if more than {@code kept} are free. False if not. */
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
