package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** What Go's compiler adds to the names of functions. */
final class GoNames {
    /** Closures are numbered within their function; wrappers are the compiler's. */
    static final TextScan WITHOUT_CLOSURES = TextScan.of(GoNames::withoutClosures, Rules.LONGEST);

    static final TextScan WITHOUT_TYPE_ARGUMENTS = TextScan.of(GoNames::withoutTypeArguments, Rules.LONGEST);

    private static final int MOST_TYPE_ARGUMENTS = 300;
    private static final List<String> NUMBERED = List.of(".func", ".gowrap", ".deferwrap", ".");
    private static final List<String> NUMBERED_LAST = List.of("·dwrap·", "-range");
    private static final String METHOD_VALUE = "-fm";

    private GoNames() {}

    private static String withoutClosures(CharSequence name) {
        int length = name.length();
        int end = length;
        int start = numbered(name, end, NUMBERED);
        while (start >= 0) {
            end = start;
            start = numbered(name, end, NUMBERED);
        }
        if (end == length) {
            int last = Characters.isAt(name, length - METHOD_VALUE.length(), METHOD_VALUE)
                    ? length - METHOD_VALUE.length()
                    : numbered(name, length, NUMBERED_LAST);
            end = last < 0 ? length : last;
        }
        return name.subSequence(0, end).toString();
    }

    /** Where one of the words begins that, with a number, ends at {@code end}; -1 when none does. */
    private static int numbered(CharSequence name, int end, List<String> words) {
        int digits = Characters.digitsBefore(name, end);
        for (String word : digits < end ? words : List.<String>of()) {
            if (Characters.isAt(name, digits - word.length(), word)) {
                return digits - word.length();
            }
        }
        return -1;
    }

    private static String withoutTypeArguments(CharSequence name) {
        StringBuilder kept = new StringBuilder(name.length());
        Brackets brackets = new Brackets(name, ']');
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (c == '[' && brackets.closing(i) - i - 1 <= MOST_TYPE_ARGUMENTS) {
                i = brackets.closing(i);
                while (i < name.length() && name.charAt(i) == ']') {
                    i++;
                }
            } else {
                kept.append(c);
                i++;
            }
        }
        return kept.toString();
    }
}
