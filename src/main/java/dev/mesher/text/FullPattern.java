package dev.mesher.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A regular expression that the whole of a text has to match. */
public final class FullPattern extends TextPattern {
    private FullPattern(String regex, int longest) {
        super(regex, longest);
    }

    /**
     * Compiles it; for a static field.
     *
     * @param longest a longer text does not match
     */
    public static FullPattern of(String regex, int longest) {
        return new FullPattern(regex, longest);
    }

    public boolean matches(CharSequence text) {
        return text.length() <= longest() && pattern().matcher(text).matches();
    }

    /** Null when the text does not match. */
    public @Nullable MatchResult match(CharSequence text) {
        if (text.length() > longest()) {
            return null;
        }
        Matcher matcher = pattern().matcher(text);
        return matcher.matches() ? matcher : null;
    }
}
