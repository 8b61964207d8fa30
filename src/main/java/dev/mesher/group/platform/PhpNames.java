package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;

/** What PHP adds to the names of anonymous classes and closures. */
final class PhpNames {
    /** {@code class@anonymous} is followed by a NUL, the file and the line. */
    static final TextScan CLASSES_WITHOUT_PLACES = TextScan.of(PhpNames::classesWithoutPlaces, Rules.LONGEST);

    /** {@code {closure:App\Cart::pay():12}}: newer versions name the function around it, and the line. */
    static final TextScan CLOSURES_WITHOUT_LINES = TextScan.of(PhpNames::closuresWithoutLines, Rules.LONGEST);

    private static final String CLASS = "@anonymous";
    private static final String CLOSURE = "{closure";

    private PhpNames() {}

    private static String classesWithoutPlaces(CharSequence name) {
        StringBuilder out = new StringBuilder(name.length());
        int done = 0;
        int at = Characters.indexOf(name, CLASS, 0);
        while (at >= 0) {
            int begin = at + CLASS.length();
            int colon = Characters.indexOf(name, ':', begin);
            colon = colon < 0 ? name.length() : colon;
            int end = endOfPlace(name, colon);
            if (end >= 0) {
                out.append(name, done, begin);
                done = end;
            }
            // Another one before the same colon would end no otherwise.
            at = Characters.indexOf(name, CLASS, Math.max(end, colon));
        }
        return done == 0
                ? name.toString()
                : out.append(name, done, name.length()).toString();
    }

    /** After {@code :12$a0}, or before {@code ::}; -1 when what is at the colon is neither. */
    private static int endOfPlace(CharSequence name, int colon) {
        int dollar = Characters.digitsFrom(name, Math.min(colon + 1, name.length()));
        if (dollar > colon + 1 && Characters.isAt(name, dollar, "$")) {
            int end = dollar + 1;
            while (end < name.length() && Characters.isWord(name.charAt(end))) {
                end++;
            }
            boolean ends = end == name.length() || Characters.isAt(name, end, "::");
            return end > dollar + 1 && ends ? end : -1;
        }
        return colon == name.length() || Characters.isAt(name, colon, "::") ? colon : -1;
    }

    private static String closuresWithoutLines(CharSequence name) {
        StringBuilder out = new StringBuilder(name.length());
        int done = 0;
        int at = Characters.indexOf(name, CLOSURE, 0);
        int line = -1;
        while (at >= 0) {
            int begin = at + CLOSURE.length();
            int end = -1;
            if (Characters.isAt(name, begin, "}")) {
                out.append(name, done, at).append("{closure}");
                end = begin + 1;
            } else if (Characters.isAt(name, begin, ":")) {
                line = line <= begin && line != name.length() ? line(name, begin + 1) : line;
                if (line < name.length()) {
                    int parentheses = line - 2 > begin && Characters.isAt(name, line - 2, "()") ? line - 2 : line;
                    out.append(name, done, at)
                            .append(name, begin + 1, parentheses)
                            .append("{closure}");
                    end = Characters.digitsFrom(name, line + 1) + 1;
                }
            }
            done = end < 0 ? done : end;
            at = Characters.indexOf(name, CLOSURE, Math.max(begin, end));
        }
        return done == 0
                ? name.toString()
                : out.append(name, done, name.length()).toString();
    }

    /** Where the next {@code :12}} begins; the length when there is none. */
    private static int line(CharSequence name, int from) {
        int colon = Characters.indexOf(name, ':', from);
        while (colon >= 0) {
            int end = Characters.digitsFrom(name, colon + 1);
            if (end > colon + 1 && Characters.isAt(name, end, "}")) {
                return colon;
            }
            colon = Characters.indexOf(name, ':', colon + 1);
        }
        return name.length();
    }
}
