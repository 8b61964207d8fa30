package dev.mesher.group;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what varies between two reports of one fault: numbers, ids, addresses, times, quoted values, paths. */
final class Normaliser {
    /** What follows the first lines rarely tells faults apart, and a bound keeps the cost bounded. */
    private static final int MAX_LENGTH = 1_000;

    /** The order matters: the first alternative that fits wins. Every repetition is bounded or possessive. */
    private static final Pattern VARIES = Pattern.compile(String.join(
            "|",
            "(?<url>\\b[a-z][a-z0-9+.-]{1,15}://[^\\s\"'<>)\\]]++)",
            "(?<email>[\\w.%+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8})",
            "(?<uuid>\\b\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}\\b)",
            "(?<date>\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?"
                    + "|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}\\b|\\b\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)",
            "(?<ip>\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b"
                    + "|(?<![\\w:])\\p{XDigit}{1,4}+(?:::?+\\p{XDigit}{1,4}+){2,7}+(?![\\w:]))",
            "(?<hex>\\b0[xX]\\p{XDigit}++\\b|@\\p{XDigit}{4,16}\\b"
                    + "|\\b(?=\\p{XDigit}{0,127}\\d)(?=\\d{0,127}[a-fA-F])\\p{XDigit}{7,128}\\b)",
            "(?<quoted>\"[^\"\\n]{0,500}\"|(?<!\\w)'[^'\\n]{0,500}'|`[^`\\n]{0,500}`)",
            "(?<duration>\\b\\d{1,18}(?:\\.\\d{1,18})?\\s?(?:ns|us|µs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?)\\b)",
            "(?<path>(?<![\\w.])(?:[A-Za-z]:)?(?:[/\\\\][\\w.@%+~-]{1,255}){2,}+)",
            "(?<number>(?<![A-Za-z_])[-+]?\\d++(?:[.,]\\d++)*+)"));

    private Normaliser() {}

    /** The same for two texts that differ only in what varies. */
    static String normalise(String text) {
        String head = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        Matcher matcher = VARIES.matcher(head);
        StringBuilder out = new StringBuilder(head.length());
        while (matcher.find()) {
            matcher.appendReplacement(out, name(matcher));
        }
        return matcher.appendTail(out).toString().strip().replaceAll("\\s++", " ");
    }

    private static String name(Matcher matcher) {
        for (String name : NAMES) {
            if (matcher.start(name) >= 0) {
                return "<" + name + ">";
            }
        }
        throw new IllegalStateException("a match without a group");
    }

    private static final String[] NAMES = {
        "url", "email", "uuid", "date", "ip", "hex", "quoted", "duration", "path", "number"
    };
}
