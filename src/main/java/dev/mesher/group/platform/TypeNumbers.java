package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/**
 * Replaces numbers that a runtime has added to a class name, as in {@code $$Lambda$$x1}, {@code $12}, {@code @1b6d3586}
 * and {@code __12}.
 */
public final class TypeNumbers {
    /** Replaces the numbers in a class name by {@code <n>}. */
    public static final TextScan REPLACED = TextScan.of(TypeNumbers::replaced, Rules.LONGEST);

    private TypeNumbers() {}

    private static String replaced(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = 0;
        while (at < name.length()) {
            int end = end(name, at);
            if (end > 0) {
                out.replace(at, end, "<n>");
            }
            at = Math.max(end, at + 1);
        }
        return out.upTo(name.length());
    }

    private static int end(CharSequence name, int at) {
        char before = Characters.at(name, at - 1);
        int end = name.charAt(at) == '$' ? endOfGenerated(name, at) : -1;
        if (end < 0 && (before == '$' || before == '@')) {
            end = endOfNumbered(name, at);
        }
        if (end < 0 && before == '_' && Characters.at(name, at - 2) == '_') {
            int digits = Characters.digitsFrom(name, at);
            end = digits > at ? digits : -1;
        }
        return end;
    }

    /** The end of {@code $$letters$$word}; -1 when there is none. */
    private static int endOfGenerated(CharSequence name, int at) {
        int letters = at + 2;
        if (Characters.at(name, at + 1) != '$') {
            return -1;
        }
        while (Characters.isLetter(Characters.at(name, letters))) {
            letters++;
        }
        int word = letters + 2;
        int end = letters > at + 2 && Characters.isAt(name, letters, "$$") ? endOfWord(name, word) : word;
        return end > word ? end : -1;
    }

    /** The end of a word that contains a digit, including the path before the word; -1 when there is none. */
    private static int endOfNumbered(CharSequence name, int at) {
        int digit = -1;
        int i = at;
        while (isOfPath(Characters.at(name, i))) {
            digit = Characters.isDigit(name.charAt(i)) ? i : digit;
            i++;
        }
        return digit < 0 ? -1 : endOfWord(name, digit);
    }

    private static int endOfWord(CharSequence name, int begin) {
        int end = begin;
        while (Characters.isWord(Characters.at(name, end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfPath(char c) {
        return Characters.isWord(c) || c == '/' || c == '\\' || c == '.';
    }
}
