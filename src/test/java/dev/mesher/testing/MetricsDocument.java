package dev.mesher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}. */
public final class MetricsDocument {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mesher_[a-z_]+)` \\| ([a-z]+) \\| .+ \\|$");

    private MetricsDocument() {}

    /** The type of each metric by its name, as {@code /metrics} has them. */
    public static Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        ROW.matcher(text()).results().forEach((MatchResult row) -> types.put(row.group(1), row.group(2)));
        return types;
    }

    private static String text() {
        try {
            return Files.readString(Path.of("docs/metrics.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
