package dev.mesher.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints the output of a command while it works. Each line is flushed at once, and does not depend on the machine's
 * locale.
 */
public final class Report {
    private final PrintWriter out;

    public Report(PrintWriter out) {
        this.out = out;
    }

    /** Prints one line, by a format of {@link java.util.Formatter}. */
    public void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
