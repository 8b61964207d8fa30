package dev.mesher.text;

import java.util.regex.Pattern;

/**
 * A regular expression for text from outside, and the longest text that it reads: a longer one has no match. Must cost no
 * more than some characters read for each character of the text, and no more stack for a longer one; {@code LinearTextTest}
 * tries each that is a static field. So: each repetition is possessive or ends where the next one cannot begin, and a
 * repeated group is possessive.
 */
public abstract sealed class TextPattern permits FullPattern, SearchPattern {
    private final Pattern pattern;
    private final int longest;

    TextPattern(String regex, int longest) {
        this.pattern = Pattern.compile(regex);
        this.longest = longest;
    }

    final Pattern pattern() {
        return pattern;
    }

    /** In UTF-16 units. */
    public final int longest() {
        return longest;
    }

    /** The expression as it is written, for a library that compiles it itself. */
    public final String regex() {
        return pattern.pattern();
    }

    @Override
    public final String toString() {
        return regex();
    }
}
