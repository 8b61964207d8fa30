package dev.mesher.sample;

import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The source files of one platform, from which frames get the lines around a call. The resource has a header for each file:
 * {@code === path first-line-number}.
 */
final class FaultSource {
    private static final String HEADER = "=== ";
    private static final int AROUND = 5;

    private final Map<String, SourceFile> files = new HashMap<>();

    private record SourceFile(int first, List<String> lines) {}

    FaultSource(String resource) {
        List<String> lines = resource.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            String header = lines.get(at).substring(HEADER.length());
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith(HEADER)) {
                end++;
            }
            int blank = header.lastIndexOf(' ');
            SourceFile unused = files.put(
                    header.substring(0, blank),
                    new SourceFile(Integer.parseInt(header.substring(blank + 1)), lines.subList(at + 1, end)));
            at = end;
        }
    }

    /**
     * The first line of {@code file} that contains {@code text}, with the lines around it.
     *
     * @throws IllegalArgumentException when there is none
     */
    Lines find(String file, String text) {
        SourceFile source = files.get(file);
        for (int i = 0; source != null && i < source.lines.size(); i++) {
            if (source.lines.get(i).contains(text)) {
                return new Lines(
                        source.first + i,
                        array(source.lines.subList(Math.max(0, i - AROUND), i)),
                        source.lines.get(i),
                        array(source.lines.subList(i + 1, Math.min(source.lines.size(), i + 1 + AROUND))));
            }
        }
        throw new IllegalArgumentException("no line of " + file + " has " + text);
    }

    private static JsonArray array(List<String> lines) {
        return new JsonArray(List.copyOf(lines));
    }

    /**
     * A line of a source file.
     *
     * @param number from 1 on
     */
    record Lines(int number, JsonArray before, String line, JsonArray after) {}
}
