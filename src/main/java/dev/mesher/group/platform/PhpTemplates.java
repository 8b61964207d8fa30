package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** What Twig and Blade call the classes and files that they compile templates to: by a hash. */
final class PhpTemplates {
    /** Each becomes {@code <template>}. */
    static final TextScan REPLACED = TextScan.of(PhpTemplates::replaced, Rules.LONGEST);

    private static final String TWIG_CLASS = "__TwigTemplate_";
    private static final int SHORTEST_HASH = 6;
    private static final int LONGEST_HASH = 64;
    private static final String NUMBER = "___";
    private static final String VIEWS = "/framework/views/";
    private static final String CACHE = "/cache/";
    private static final String TWIG = "/twig/";

    private PhpTemplates() {}

    /** Whether {@link #REPLACED} finds one. */
    static boolean isIn(String path) {
        return !REPLACED.apply(path).equals(path);
    }

    private static String replaced(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = 0;
        while (at < name.length()) {
            int end =
                    switch (name.charAt(at)) {
                        case '_' -> endOfClass(name, at);
                        case '/' -> isFile(name, at) ? endOfLine(name, at) : -1;
                        default -> -1;
                    };
            if (end > 0) {
                out.replace(at, end, "<template>");
            }
            at = Math.max(end, at + 1);
        }
        return out.upTo(name.length());
    }

    private static int endOfClass(CharSequence name, int at) {
        if (!Characters.isAt(name, at, TWIG_CLASS)) {
            return -1;
        }
        int hash = at + TWIG_CLASS.length();
        int end = hash;
        while (end < hash + LONGEST_HASH && Characters.isSmallHex(Characters.at(name, end))) {
            end++;
        }
        if (end - hash < SHORTEST_HASH) {
            return -1;
        }
        int number = end + NUMBER.length();
        int last = Characters.isAt(name, end, NUMBER) ? Characters.digitsFrom(name, number) : number;
        return last > number ? last : end;
    }

    private static boolean isFile(CharSequence name, int slash) {
        if (!Characters.isAt(name, slash, CACHE)) {
            return Characters.isAt(name, slash, VIEWS);
        }
        int directory = slash + CACHE.length();
        int end = directory;
        while (Characters.isWord(Characters.at(name, end))) {
            end++;
        }
        return end > directory && Characters.isAt(name, end, TWIG);
    }

    private static int endOfLine(CharSequence name, int from) {
        int end = from;
        while (end < name.length() && !Characters.isLineBreak(name.charAt(end))) {
            end++;
        }
        return end;
    }
}
