package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;
import java.util.List;

/** The numbers of Groovy's closures and scripts and of Clojure's evaluated forms. */
final class JavaNumbers {
    static final TextScan REMOVED = TextScan.of(new Places("", "eatl", "", JavaNumbers::end), Rules.LONGEST);

    private static final List<String> WORDS = List.of("_closure", "_lambda");
    private static final List<String> FIRST = List.of("Script", "script");
    private static final String EVALUATED = "$eval";

    private JavaNumbers() {}

    private static int end(CharSequence name, int at) {
        if (!Characters.isDigit(name.charAt(at))) {
            return -1;
        }
        if (isNumbered(name, at)) {
            int end = Characters.digitsFrom(name, at);
            char after = Characters.at(name, end);
            return after == '$' || after == '.' || after == '_' || Characters.isAtEnd(name, end) ? end : -1;
        }
        if (!Characters.isAt(name, at - EVALUATED.length(), EVALUATED)) {
            return -1;
        }
        int end = Characters.digitsFrom(name, at);
        return Characters.isAtEnd(name, end) ? end : -1;
    }

    private static boolean isNumbered(CharSequence name, int at) {
        for (String word : WORDS) {
            if (Characters.isAt(name, at - word.length(), word)) {
                return true;
            }
        }
        for (String word : FIRST) {
            if (at == word.length() && Characters.isAt(name, 0, word)) {
                return true;
            }
        }
        return false;
    }
}
