package dev.mesher.group;

import dev.mesher.text.SearchPattern;
import java.util.regex.MatchResult;

/** What the fingerprint takes of texts: what varies between two reports of one fault is replaced by its kind. */
final class MessageNormaliser {
    /** What follows is detail: of a quoted query, of a dump. */
    private static final int LINES = 2;

    private static final int MAX_LENGTH = 1_000;

    /** The order matters: the first alternative that fits wins. Every repetition is bounded or possessive. */
    private static final SearchPattern VARIES = SearchPattern.of(
            String.join(
                    "|",
                    "(?<url>\\b[a-z][a-z0-9+.-]{1,15}+://[^\\s\"'<>)\\]]++)",
                    "(?<email>[\\w.%+-]{1,64}+@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8})",
                    "(?<uuid>\\b\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}\\b)",
                    "(?<date>\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?"
                            + "|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}\\b|\\b\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)",
                    "(?<ip>\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b"
                            + "|(?<![\\w:])\\p{XDigit}{1,4}+(?:::?+\\p{XDigit}{1,4}+){2,7}+(?![\\w:]))",
                    "(?<hex>\\b0[xX]\\p{XDigit}++\\b|@\\p{XDigit}{4,16}\\b"
                            + "|\\b(?=\\p{XDigit}{0,127}\\d)(?=\\d{0,127}[a-fA-F])\\p{XDigit}{7,128}\\b(?:-[a-z0-9]{5}\\b)?)",
                    // Put together from letters and digits: keys, tokens, names of machines.
                    "(?<id>\\b(?=(?:[A-Za-z_]{0,64}\\d){3})(?=[\\d_]{0,64}[A-Za-z])\\w{16,128}+)",
                    "(?<quoted>\"[^\"\\n]{0,500}\"|(?<!\\w)'[^'\\n]{0,500}'|`[^`\\n]{0,500}`)",
                    "(?<duration>\\b\\d{1,18}(?:\\.\\d{1,18})?\\s?(?:ns|us|µs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?)\\b)",
                    "(?<path>(?<![\\w.])(?:[A-Za-z]:)?(?:[/\\\\][\\w.@%+~-]{1,255}){2,}+)",
                    "(?<number>(?<![A-Za-z0-9_])[-+]?\\d++(?:[.,]\\d++)*+"
                            + "|(?<=[A-Za-z_])\\d{4,}+|(?<=[A-Za-z]_)\\d++(?![A-Za-z_]))"),
            MAX_LENGTH);

    /** The groups of {@link #VARIES}. */
    private static final String[] KINDS = {
        "<url>", "<email>", "<uuid>", "<date>", "<ip>", "<hex>", "<id>", "<quoted>", "<duration>", "<path>", "<number>"
    };

    /** Of a text in which each character that varies became a kind. */
    private static final int LONGEST_STABLE = 10 * MAX_LENGTH;

    /** However many there were. */
    private static final SearchPattern LIST = SearchPattern.of("(<[a-z]{2,8}>)(?:\\s?[,;|]\\s?\\1)++", LONGEST_STABLE);

    private static final SearchPattern SPACES = SearchPattern.of("\\s++", LONGEST_STABLE);

    private static final SearchPattern TYPE_NUMBER =
            SearchPattern.of("\\$\\$[A-Za-z]++\\$\\$\\w++|(?<=[$@])[\\w/\\\\.]*\\d\\w*+|(?<=__)\\d++", MAX_LENGTH);

    private static final SearchPattern PARAMETER =
            SearchPattern.of("%[-+#0-9.()\\w ]{0,30}?[a-zA-Z]|\\$?\\{[^}]{0,100}+\\}", MAX_LENGTH);

    private MessageNormaliser() {}

    /** The same for two texts that differ only in what varies. */
    static String stable(String text) {
        String head = head(text);
        if (!mayVary(head)) {
            return SPACES.replaceAll(head.strip(), " ");
        }
        String stable = SPACES.replaceAll(
                VARIES.replaceEach(head, MessageNormaliser::kind).strip(), " ");
        return LIST.replaceAll(stable, "$1");
    }

    /** Whether there is text in the template beside its parameters. */
    static boolean saysSomething(String template) {
        String bounded = template.length() > MAX_LENGTH ? template.substring(0, MAX_LENGTH) : template;
        return PARAMETER
                        .replaceAll(bounded, "")
                        .chars()
                        .filter(Character::isLetter)
                        .count()
                > 2;
    }

    /** A type's name without the numbers that the runtime gave it. */
    static String typeName(String name) {
        return TYPE_NUMBER.replaceAll(name, "<n>");
    }

    private static String kind(MatchResult match) {
        for (int i = 0; i < KINDS.length; i++) {
            if (match.start(i + 1) >= 0) {
                return KINDS[i];
            }
        }
        throw new IllegalStateException("a match without a group");
    }

    /** All that varies has one of these in it, or is hexadecimal with a digit. */
    private static boolean mayVary(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9')
                    || c == '"'
                    || c == '\''
                    || c == '`'
                    || c == '/'
                    || c == '\\'
                    || c == '@'
                    || c == ':') {
                return true;
            }
        }
        return false;
    }

    /** The first lines that say something. */
    private static String head(String text) {
        String head = TellingLines.head(text, LINES);
        return head.length() > MAX_LENGTH ? head.substring(0, MAX_LENGTH) : head;
    }
}
