package dev.mesher.group;

import dev.mesher.group.varying.Blanks;
import dev.mesher.group.varying.Enumerations;
import dev.mesher.group.varying.Placeholders;
import dev.mesher.group.varying.Varying;

/**
 * Normalises texts for the fingerprint: parts that vary between two reports of the same error are replaced by their
 * kinds.
 */
final class MessageNormaliser {
    /** Most lines of a text. Later lines are usually details, such as a query or a dump. */
    private static final int LINES = 2;

    private static final int LETTERS_OF_A_WORD = 3;

    private MessageNormaliser() {}

    /** The normalised text. Two texts that differ only in varying parts have the same one. */
    static String stable(String text) {
        String head = head(text);
        if (!mayVary(head)) {
            return Blanks.JOINED.apply(head.strip());
        }
        return Enumerations.SHORTENED.apply(
                Blanks.JOINED.apply(Varying.REPLACED.apply(head).strip()));
    }

    /** Whether the template has text besides its parameters. */
    static boolean saysSomething(String template) {
        String bounded = template.length() > Varying.LONGEST ? template.substring(0, Varying.LONGEST) : template;
        return Placeholders.REMOVED
                        .apply(bounded)
                        .chars()
                        .filter(Character::isLetter)
                        .limit(LETTERS_OF_A_WORD)
                        .count()
                == LETTERS_OF_A_WORD;
    }

    /**
     * Whether the text may have varying parts. All of them have one of these characters, or are hexadecimal and have a
     * digit.
     */
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

    /** The first lines that describe the error. */
    private static String head(String text) {
        String head = TellingLines.head(text, LINES);
        return head.length() > Varying.LONGEST ? head.substring(0, Varying.LONGEST) : head;
    }
}
