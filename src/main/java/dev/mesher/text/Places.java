package dev.mesher.text;

import java.util.function.Function;

/**
 * Replaces the places of a text that a few characters announce. It reads the text once. It looks for a place only where one of
 * these characters stands, since most texts have few of them.
 */
public final class Places implements Function<CharSequence, String> {
    private final CharacterSet first;
    private final CharacterSet before;
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
        this.first = CharacterSet.of(first);
        this.before = CharacterSet.of(before);
        this.replacement = replacement;
        this.place = place;
    }

    @Override
    public String apply(CharSequence text) {
        Rewriting out = new Rewriting(text);
        int length = text.length();
        char former = '\0';
        int at = 0;
        while (at < length) {
            char c = text.charAt(at);
            int end = first.has(c) || before.has(former) ? place.end(text, at) : -1;
            if (end > at) {
                out.replace(at, end, replacement);
                at = end;
                former = text.charAt(end - 1);
            } else {
                at++;
                former = c;
            }
        }
        return out.upTo(length);
    }

    /** A bit for each ASCII character. */
    private record CharacterSet(long low, long high) {
        static CharacterSet of(String characters) {
            long low = 0;
            long high = 0;
            for (int i = 0; i < characters.length(); i++) {
                char c = characters.charAt(i);
                if (c >= 2 * Long.SIZE) {
                    throw new IllegalArgumentException("not ASCII: " + c);
                }
                low |= c < Long.SIZE ? 1L << c : 0;
                high |= c < Long.SIZE ? 0 : 1L << c;
            }
            return new CharacterSet(low, high);
        }

        boolean has(char c) {
            return c < 2 * Long.SIZE && ((c < Long.SIZE ? low : high) >>> c & 1) != 0;
        }
    }
}
