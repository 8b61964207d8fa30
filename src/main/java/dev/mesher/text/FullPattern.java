package dev.mesher.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A regular expression that has to match a whole text. */
public final class FullPattern extends TextPattern {
    private FullPattern(String regex, int longest) {
        super(regex, longest);
    }

    /**
     * Compiles the expression. To be used for a static field, see {@link TextPattern}.
     *
     * @param longest a longer text does not match
     */
    public static FullPattern of(String regex, int longest) {
        return new FullPattern(regex, longest);
    }

    /** Whether the whole text matches. */
    public boolean matches(CharSequence text) {
        return text.length() <= longest() && pattern().matcher(text).matches();
    }

    /** The match; null when the text does not match. */
    public @Nullable MatchResult match(CharSequence text) {
        if (text.length() > longest()) {
            return null;
        }
        Matcher matcher = pattern().matcher(text);
        return matcher.matches() ? matcher : null;
    }
}
