package dev.mesher.text;

import java.util.function.Function;

/**
 * Replaces the places of a text that a few characters announce. It reads the text once. It looks for a place only where one of
 * these characters stands, since most texts have few of them.
 */
public final class Places implements Function<CharSequence, String> {
    private static final int ASCII = 128;
    private static final byte FIRST = 1;
    private static final byte BEFORE = 2;

    /** For each ASCII character: whether a place may begin with it, and whether it may stand in front of one. */
    private final byte[] announcing = new byte[ASCII];

    private final String replacement;
    private final Place place;

    /** Tells where a place ends. */
    public interface Place {
        /** The end of the place that begins at {@code at}; -1 when none begins there. */
        int end(CharSequence text, int at);
    }

    /**
     * Creates it, to be used for a {@link TextScan}.
     *
     * @param first ASCII characters that a place may begin with
     * @param before ASCII characters that may stand in front of a place, whatever it begins with
     * @param replacement replaces each place
     * @param place may look at the whole text, also at what was replaced. Its work must be linear in the length of the text.
     */
    public Places(String first, String before, String replacement, Place place) {
        mark(first, FIRST);
        mark(before, BEFORE);
        this.replacement = replacement;
        this.place = place;
    }

    @Override
    public String apply(CharSequence text) {
        Rewriting out = new Rewriting(text);
        int length = text.length();
        int former = 0;
        int at = 0;
        while (at < length) {
            int kind = kind(text.charAt(at));
            int end = ((kind & FIRST) | (former & BEFORE)) == 0 ? -1 : place.end(text, at);
            if (end > at) {
                out.replace(at, end, replacement);
                at = end;
                former = kind(text.charAt(end - 1));
            } else {
                at++;
                former = kind;
            }
        }
        return out.upTo(length);
    }

    private int kind(char c) {
        return c < ASCII ? announcing[c] : 0;
    }

    private void mark(String characters, byte kind) {
        for (int i = 0; i < characters.length(); i++) {
            announcing[characters.charAt(i)] |= kind;
        }
    }
}
