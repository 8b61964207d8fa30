package dev.mesher.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** What a command tells while it works: a line is seen at once, and is the same on every machine. */
public final class Report {
    private final PrintWriter out;

    public Report(PrintWriter out) {
        this.out = out;
    }

    /** One line, by a format of {@link java.util.Formatter}. */
    public void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
