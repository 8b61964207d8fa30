package dev.mesher.text;

import java.util.regex.Pattern;

/**
 * A regular expression for text from outside, with a maximum length: a longer text has no match. Its time must be
 * linear in the length of the text, and its stack must not grow with it. {@code LinearTextTest} checks each one in a
 * static field. So each repetition must be possessive or end where the next one cannot begin, and a repeated group must
 * be possessive.
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

    /** The maximum length of a text, in UTF-16 units. */
    public final int longest() {
        return longest;
    }

    /** The source of the expression, for a library that compiles it itself. */
    public final String regex() {
        return pattern.pattern();
    }

    @Override
    public final String toString() {
        return regex();
    }
}
