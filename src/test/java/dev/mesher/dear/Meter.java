package dev.mesher.dear;

import java.util.function.Consumer;

/** What it costs a reader to read a text. */
@FunctionalInterface
public interface Meter {
    /** Reads once or more; the unit is the meter's own. */
    double cost(Consumer<String> reader, String text);
}
