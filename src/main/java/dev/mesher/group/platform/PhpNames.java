package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** What PHP adds to the names of anonymous classes and closures. */
final class PhpNames {
    /** {@code class@anonymous} is followed by a NUL, the file and the line; what follows it up to {@code ::} is taken away. */
    static final TextScan CLASSES_WITHOUT_PLACES = TextScan.of(PhpNames::classesWithoutPlaces, Rules.LONGEST);

    /**
     * {@code {closure:App\Cart::pay():12}}: PHP 8.4 names the function around a closure, or the file, and the line. Becomes
     * {@code App\Cart::pay{closure}}; without a function, {@code {closure}}.
     */
    static final TextScan CLOSURES_WITHOUT_LINES = TextScan.of(PhpNames::closuresWithoutLines, Rules.LONGEST);

    private static final String CLASS = "@anonymous";
    private static final String CLOSURE = "{closure:";

    private PhpNames() {}

    private static String classesWithoutPlaces(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = Characters.indexOf(name, CLASS, 0);
        while (at >= 0) {
            int begin = at + CLASS.length();
            int end = Characters.indexOf(name, "::", begin);
            end = end < 0 ? name.length() : end;
            out.replace(begin, end, "");
            at = Characters.indexOf(name, CLASS, end);
        }
        return out.upTo(name.length());
    }

    private static String closuresWithoutLines(CharSequence name) {
        int at = Characters.indexOf(name, CLOSURE, 0);
        if (at < 0) {
            return name.toString();
        }
        int begin = at + CLOSURE.length();
        int depth = 1;
        while (Characters.isAt(name, begin, CLOSURE)) {
            begin += CLOSURE.length();
            depth++;
        }
        int line = line(name, begin);
        if (line < 0) {
            return name.toString();
        }
        int end = Characters.isAt(name, line - 2, "()") ? line - 2 : line;
        String function = name.subSequence(begin, Math.max(begin, end)).toString();
        boolean file = function.indexOf('/') >= 0 || function.endsWith(".php") || function.startsWith(":\\", 1);
        // In front of it stands the class, which the function's name holds too.
        String closure = file ? name.subSequence(0, at).toString() : function;
        return closure + "{closure}".repeat(depth);
    }

    /** Where the next {@code :12}} begins; -1 when there is none. */
    private static int line(CharSequence name, int from) {
        int colon = Characters.indexOf(name, ':', from);
        while (colon >= 0) {
            int end = Characters.digitsFrom(name, colon + 1);
            if (end > colon + 1 && Characters.isAt(name, end, "}")) {
                return colon;
            }
            colon = Characters.indexOf(name, ':', end);
        }
        return -1;
    }
}
