package dev.mesher.group.varying;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** Spaces, tabs and line breaks. */
public final class Blanks {
    /** The maximum length of a text after {@link Varying}, which replaces one character by at most ten. */
    static final int LONGEST = 10 * Varying.LONGEST;

    /** Replaces each row of blanks by one space. */
    public static final TextScan JOINED = TextScan.of(Blanks::joined, LONGEST);

    private Blanks() {}

    private static String joined(CharSequence text) {
        Rewriting out = new Rewriting(text);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (Characters.isBlank(c)) {
                while (Characters.isBlank(Characters.at(text, end))) {
                    end++;
                }
                if (c != ' ' || end > at + 1) {
                    out.replace(at, end, " ");
                }
            }
            at = end;
        }
        return out.upTo(text.length());
    }
}
