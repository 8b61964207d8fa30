package dev.mesher.cli.load;

import java.util.Locale;

/** The size of an event, and the number of its parts. */
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

    /** The approximate length of an event, in bytes. */
    public int bytes() {
        return bytes;
    }

    int frames() {
        return frames;
    }

    int breadcrumbs() {
        return breadcrumbs;
    }

    /** Whether frames have source lines, and breadcrumbs have data. */
    boolean detailed() {
        return detailed;
    }

    /** The name that the user gives. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
