package dev.mesher.text;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A regular expression that is searched for in a text. */
public final class SearchPattern extends TextPattern {
    private SearchPattern(String regex, int longest) {
        super(regex, longest);
    }

    /**
     * Compiles the expression. To be used for a static field, see {@link TextPattern}.
     *
     * @param longest nothing is found in a longer text
     */
    public static SearchPattern of(String regex, int longest) {
        return new SearchPattern(regex, longest);
    }

    /** Whether the text contains a match. */
    public boolean isIn(CharSequence text) {
        return first(text) != null;
    }

    /** The first match; null when there is none. */
    public @Nullable MatchResult first(CharSequence text) {
        if (text.length() > longest()) {
            return null;
        }
        Matcher matcher = pattern().matcher(text);
        return matcher.find() ? matcher : null;
    }

    /** Every match, in order. */
    public List<MatchResult> all(CharSequence text) {
        return text.length() <= longest() ? pattern().matcher(text).results().toList() : List.of();
    }

    /**
     * Replaces each match.
     *
     * @param replacement as for {@link Matcher#replaceAll(String)}: {@code $1} is the first group
     */
    public String replaceAll(CharSequence text, String replacement) {
        return text.length() <= longest() ? pattern().matcher(text).replaceAll(replacement) : text.toString();
    }

    /**
     * Replaces the first match.
     *
     * @param replacement as for {@link Matcher#replaceFirst(String)}: {@code $1} is the first group
     */
    public String replaceFirst(CharSequence text, String replacement) {
        return text.length() <= longest() ? pattern().matcher(text).replaceFirst(replacement) : text.toString();
    }

    /** Replaces each match by the result of {@code replacement}, in which {@code $} has no special meaning. */
    public String replaceEach(CharSequence text, Function<MatchResult, String> replacement) {
        if (text.length() > longest()) {
            return text.toString();
        }
        Matcher matcher = pattern().matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (matcher.find()) {
            out.append(text, done, matcher.start()).append(replacement.apply(matcher));
            done = matcher.end();
        }
        return out.append(text, done, text.length()).toString();
    }
}
