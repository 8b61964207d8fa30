package dev.mesher.search;

import java.util.HashSet;
import java.util.Set;

/** The different words of one block of events. */
final class IndexWords implements SearchWords.Found {
    /** Of one event, so that hostile text cannot fill the index; whole words are bounded by the length of what is searched. */
    static final int MOST_PIECES = 1_000;

    private static final char SEPARATOR = ' ';

    private final Set<String> words = new HashSet<>();
    private int pieces;

    /** @param text bounded, as {@code search_text} of the schema is */
    void add(CharSequence text) {
        pieces = 0;
        SearchWords.cut(text, this);
    }

    @Override
    public void word(String word) {
        boolean unused = words.add(word);
    }

    @Override
    public void piece(String piece) {
        if (pieces < MOST_PIECES && words.add(piece)) {
            pieces++;
        }
    }

    @Override
    public void row(String row) {
        // Its words are enough to find it; the comparison looks at the row.
    }

    Set<String> all() {
        return Set.copyOf(words);
    }

    /** No word holds a blank. */
    String joined() {
        return String.join(String.valueOf(SEPARATOR), words);
    }
}
