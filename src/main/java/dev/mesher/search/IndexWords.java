package dev.mesher.search;

import java.util.HashSet;
import java.util.Set;

/** Collects the distinct words of one block of events. */
final class IndexWords implements SearchWords.Found {
    /**
     * Most pieces of identifiers for one event, so that hostile text cannot fill the index. Whole words are limited by
     * the length of the text.
     */
    static final int MOST_PIECES = 1_000;

    private static final char SEPARATOR = ' ';

    private final Set<String> words = new HashSet<>();
    private int pieces;

    /**
     * Adds the words of an event.
     *
     * @param text limited in length by {@code search_text} of the schema
     */
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
        // Nothing to add: the words of the row are enough to find the block. The comparison then reads the text.
    }

    Set<String> all() {
        return Set.copyOf(words);
    }

    /** All words, separated by blanks. No word has a blank. */
    String joined() {
        return String.join(String.valueOf(SEPARATOR), words);
    }
}
