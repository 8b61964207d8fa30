package dev.mesher.dear;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Something that reads text of strangers.
 *
 * @param name for the report
 * @param longest characters that can reach it
 * @param words of its own alphabet
 * @param seeds to begin with
 * @param reader reads a text; what it refuses by an exception it has read, too
 * @param bytes how long an input is that has a text of so many characters in it
 */
public record Target(
        String name,
        int longest,
        List<String> words,
        List<Recipe> seeds,
        Consumer<String> reader,
        IntUnaryOperator bytes) {
    public Target {
        words = List.copyOf(words);
        seeds = List.copyOf(seeds);
    }

    /** Whose text is all of the input. */
    public Target(String name, int longest, List<String> words, List<Recipe> seeds, Consumer<String> reader) {
        this(name, longest, words, seeds, reader, IntUnaryOperator.identity());
    }
}
