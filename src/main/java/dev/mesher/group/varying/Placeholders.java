package dev.mesher.group.varying;

import dev.mesher.text.Brackets;
import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/**
 * Finds the placeholders of message templates: {@code %-8s}, {@code %(name)s}, <code>{name}</code>,
 * <code>${name}</code>.
 */
public final class Placeholders {
    /** Removes the placeholders from a template. */
    public static final TextScan REMOVED = TextScan.of(Placeholders::removed, Varying.LONGEST);

    private static final int MOST_FLAGS = 30;
    private static final int LONGEST_NAME = 100;

    private Placeholders() {}

    private static String removed(CharSequence text) {
        Rewriting out = new Rewriting(text);
        Brackets braces = new Brackets(text, '}');
        int at = 0;
        while (at < text.length()) {
            int end =
                    switch (text.charAt(at)) {
                        case '%' -> endOfConversion(text, at);
                        case '{' -> endOfBraces(braces, at);
                        case '$' -> Characters.at(text, at + 1) == '{' ? endOfBraces(braces, at + 1) : -1;
                        default -> -1;
                    };
            if (end > 0) {
                out.replace(at, end, "");
            }
            at = Math.max(end, at + 1);
        }
        return out.upTo(text.length());
    }

    /**
     * The end of a conversion.
     *
     * @param at position after its first letter
     */
    private static int endOfConversion(CharSequence text, int at) {
        for (int i = at + 1; i <= at + 1 + MOST_FLAGS; i++) {
            char c = Characters.at(text, i);
            if (Characters.isLetter(c)) {
                return i + 1;
            }
            if (!isFlag(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static int endOfBraces(Brackets braces, int open) {
        int closing = braces.closing(open);
        return closing - open - 1 <= LONGEST_NAME ? closing + 1 : -1;
    }

    private static boolean isFlag(char c) {
        return switch (c) {
            case '-', '+', '#', '.', '(', ')', ' ' -> true;
            default -> Characters.isWord(c);
        };
    }
}
