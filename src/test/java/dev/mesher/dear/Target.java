package dev.mesher.dear;

import java.util.List;
import java.util.function.Consumer;

/**
 * Something that reads text of strangers.
 *
 * @param name for the report
 * @param longest characters that can reach it
 * @param words of its own alphabet
 * @param seeds to begin with
 * @param reader reads a text; what it refuses by an exception it has read, too
 */
public record Target(String name, int longest, List<String> words, List<Recipe> seeds, Consumer<String> reader) {
    public Target {
        words = List.copyOf(words);
        seeds = List.copyOf(seeds);
    }
}
