package dev.mesher.group;

import dev.mesher.group.varying.Blanks;
import dev.mesher.group.varying.Lists;
import dev.mesher.group.varying.Parameters;
import dev.mesher.group.varying.Varying;

/** What the fingerprint takes of texts: what varies between two reports of one fault is replaced by its kind. */
final class MessageNormaliser {
    /** What follows is detail: of a quoted query, of a dump. */
    private static final int LINES = 2;

    private static final int LETTERS_OF_A_WORD = 3;

    private MessageNormaliser() {}

    /** The same for two texts that differ only in what varies. */
    static String stable(String text) {
        String head = head(text);
        if (!mayVary(head)) {
            return Blanks.JOINED.apply(head.strip());
        }
        return Lists.SHORTENED.apply(
                Blanks.JOINED.apply(Varying.REPLACED.apply(head).strip()));
    }

    /** Whether there is text in the template beside its parameters. */
    static boolean saysSomething(String template) {
        String bounded = template.length() > Varying.LONGEST ? template.substring(0, Varying.LONGEST) : template;
        return Parameters.REMOVED
                        .apply(bounded)
                        .chars()
                        .filter(Character::isLetter)
                        .limit(LETTERS_OF_A_WORD)
                        .count()
                == LETTERS_OF_A_WORD;
    }

    /** All that varies has one of these in it, or is hexadecimal with a digit. */
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

    /** The first lines that say something. */
    private static String head(String text) {
        String head = TellingLines.head(text, LINES);
        return head.length() > Varying.LONGEST ? head.substring(0, Varying.LONGEST) : head;
    }
}
