package dev.mesher.cli.load;

import java.util.Locale;

/** How big an event is, and what makes it so. */
public enum PayloadSize {
    TYPICAL(2 << 10, 12, 8, false),
    LARGE(8 << 10, 30, 20, true),
    HUGE(50 << 10, 60, 100, true);

    private final int bytes;
    private final int frames;
    private final int breadcrumbs;
    private final boolean detailed;

    PayloadSize(int bytes, int frames, int breadcrumbs, boolean detailed) {
        this.bytes = bytes;
        this.frames = frames;
        this.breadcrumbs = breadcrumbs;
        this.detailed = detailed;
    }

    /** The length that every event comes near, in bytes. */
    public int bytes() {
        return bytes;
    }

    int frames() {
        return frames;
    }

    int breadcrumbs() {
        return breadcrumbs;
    }

    /** Whether frames show their source line, and breadcrumbs carry data. */
    boolean detailed() {
        return detailed;
    }

    /** As the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
