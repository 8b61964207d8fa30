package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;

/**
 * What a JavaScript engine writes after a function's name: the arguments, or {@code [as run]}. That names the property by which
 * the function was called. A minifier keeps the names of properties.
 */
final class Alias {
    static final TextScan WITHOUT = TextScan.of(Alias::without, Rules.LONGEST);

    /** The property's name; "" when there is none. */
    static final TextScan NAME = TextScan.of(Alias::name, Rules.LONGEST);

    private static final String PROPERTY = "[as ";
    private static final int LONGEST = 200;

    private Alias() {}

    private static String without(CharSequence function) {
        int last = function.length() - 1;
        int start = -1;
        if (last >= 0 && function.charAt(last) == ']') {
            start = start(function, last, PROPERTY);
        } else if (last >= 0 && function.charAt(last) == ')') {
            start = start(function, last, "(");
        }
        if (start < 0) {
            return function.toString();
        }
        while (start > 0 && Characters.isBlank(function.charAt(start - 1))) {
            start--;
        }
        return function.subSequence(0, start).toString();
    }

    private static String name(CharSequence function) {
        int last = function.length() - 1;
        boolean closed = last >= 0 && function.charAt(last) == ']';
        int start = closed ? start(function, last, PROPERTY) : -1;
        return start < 0
                ? ""
                : function.subSequence(start + PROPERTY.length(), last).toString();
    }

    /** Where the first of those begins that the character at {@code last} may close; -1 when there is none. */
    private static int start(CharSequence function, int last, String opening) {
        int start = -1;
        int from = Math.max(0, last - LONGEST - opening.length());
        for (int i = last - 1; i >= from && function.charAt(i) != function.charAt(last); i--) {
            if (i + opening.length() <= last && Characters.isAt(function, i, opening)) {
                start = i;
            }
        }
        return start;
    }
}
