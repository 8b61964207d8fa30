package dev.mesher.group.platform;

import dev.mesher.text.Brackets;
import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;
import java.util.List;

/** What Go's compiler adds to the names of functions. */
final class GoNames {
    /** Closures are numbered within their function; wrappers are the compiler's. */
    static final TextScan WITHOUT_CLOSURES = TextScan.of(GoNames::withoutClosures, Rules.LONGEST);

    static final TextScan WITHOUT_TYPE_ARGUMENTS = TextScan.of(GoNames::withoutTypeArguments, Rules.LONGEST);

    /** Of a module: {@code /v2} as a part of its path, and {@code @v1.2.3}. */
    static final TextScan WITHOUT_VERSIONS = TextScan.of(GoNames::withoutVersions, Rules.LONGEST);

    private static final int MOST_TYPE_ARGUMENTS = 300;
    private static final List<String> NUMBERED = List.of(".func", ".gowrap", ".deferwrap", ".");
    private static final List<String> NUMBERED_LAST = List.of("·dwrap·", "-range");
    private static final String METHOD_VALUE = "-fm";

    private GoNames() {}

    private static String withoutClosures(CharSequence name) {
        int end = name.length();
        int start = endOfWritten(name, end);
        while (start >= 0) {
            end = start;
            start = endOfWritten(name, end);
        }
        return name.subSequence(0, end).toString();
    }

    /** Where the last thing begins that the compiler added; -1 when it added nothing that ends at {@code end}. */
    private static int endOfWritten(CharSequence name, int end) {
        int start = numbered(name, end, NUMBERED);
        if (start < 0) {
            start = numbered(name, end, NUMBERED_LAST);
        }
        int method = end - METHOD_VALUE.length();
        return start < 0 && Characters.isAt(name, method, METHOD_VALUE) ? method : start;
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

    private static String withoutVersions(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = 0;
        while (at < name.length()) {
            int end =
                    switch (name.charAt(at)) {
                        case '/' -> endOfMajor(name, at);
                        case '@' -> endOfVersion(name, at);
                        default -> -1;
                    };
            if (end > 0) {
                out.replace(at, end, "");
            }
            at = Math.max(end, at + 1);
        }
        return out.upTo(name.length());
    }

    private static int endOfMajor(CharSequence name, int slash) {
        int number = slash + 2;
        int end = Characters.at(name, slash + 1) == 'v' ? Characters.digitsFrom(name, number) : number;
        boolean ends = end >= name.length() || name.charAt(end) == '/' || name.charAt(end) == '.';
        return end > number && ends ? end : -1;
    }

    private static int endOfVersion(CharSequence name, int at) {
        int number = at + 2;
        if (Characters.at(name, at + 1) != 'v') {
            return -1;
        }
        int slash = Characters.indexOf(name, '/', number);
        int end = slash < 0 ? name.length() : slash;
        return end > number ? end : -1;
    }
}
