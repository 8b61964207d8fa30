package dev.mesher.dear;

import java.util.ArrayList;
import java.util.List;

/** How an input is put together, so that one of a megabyte can be told in a line: pieces, each repeated so many times. */
public record Recipe(List<Run> runs) {
    /** Pieces of one recipe: more is chance, and tells nothing. */
    static final int MOST_RUNS = 40;

    private static final int SHOWN_PIECE = 40;
    private static final int SHOWN_RUNS = 8;

    /**
     * A piece, so many times.
     *
     * @param times 1 or more
     */
    public record Run(String piece, int times) {
        long length() {
            return (long) piece.length() * times;
        }
    }

    public Recipe {
        runs = List.copyOf(runs);
    }

    public static Recipe of(String text) {
        return new Recipe(List.of(new Run(text, 1)));
    }

    public static Recipe repeated(String before, String piece, int times, String after) {
        return new Recipe(List.of(new Run(before, 1), new Run(piece, times), new Run(after, 1)));
    }

    long length() {
        return runs.stream().mapToLong(Run::length).sum();
    }

    /** The input, or as much of its beginning as fits in {@code most} characters. */
    String text(int most) {
        StringBuilder text = new StringBuilder((int) Math.min(most, length()));
        for (Run run : runs) {
            for (int i = 0; i < run.times() && text.length() < most; i++) {
                text.append(run.piece());
            }
        }
        text.setLength(Math.min(most, text.length()));
        return text.toString();
    }

    /** Of bounded length, in ASCII. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (Run run : runs.subList(0, Math.min(SHOWN_RUNS, runs.size()))) {
            String piece = run.piece();
            String cut = piece.length() <= SHOWN_PIECE
                    ? ascii(piece)
                    : ascii(piece.substring(0, SHOWN_PIECE)) + "…[" + piece.length() + "]";
            shown.add('"' + cut + '"' + (run.times() == 1 ? "" : " × " + run.times()));
        }
        String more = runs.size() > SHOWN_RUNS ? " + … " + (runs.size() - SHOWN_RUNS) + " more" : "";
        return String.join(" + ", shown) + more;
    }

    private static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        text.chars()
                .forEach(c -> out.append(c >= ' ' && c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return out.toString();
    }
}
