package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;

/** The values that Elixir writes into a name where no clause of a function fits them, and values that were thrown. */
final class ErlangArguments {
    /** {@code Shop.Cache.remove(5446, #PID<0.96.0>)} becomes {@code Shop.Cache.remove/2}, as the function is named elsewhere. */
    static final TextScan COUNTED = TextScan.of(ErlangArguments::counted, Rules.LONGEST);

    /** The numbers in a thrown value: {@code {:closed, 64214}} becomes <code>{:closed, &lt;n&gt;}</code>. */
    static final TextScan WITHOUT_NUMBERS = TextScan.of(ErlangArguments::withoutNumbers, Rules.LONGEST);

    private static final String OPENING = "([{<";
    private static final String CLOSING = ")]}>";

    private ErlangArguments() {}

    private static String counted(CharSequence name) {
        int open = Characters.indexOf(name, '(', 1);
        if (open < 0 || name.charAt(name.length() - 1) != ')' || !isFunction(name, open)) {
            return name.toString();
        }
        int arity = 0;
        int depth = 0;
        boolean argument = false;
        int i = open + 1;
        while (i < name.length() - 1) {
            char c = name.charAt(i);
            if (c == '"' || c == '\'') {
                i = endOfText(name, i, c);
            } else if (OPENING.indexOf(c) >= 0 && name.charAt(i + 1) != c && name.charAt(i - 1) != c) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0) {
                depth = Math.max(0, depth - 1);
            } else if (c == ',' && depth == 0) {
                arity++;
            }
            argument |= !Characters.isBlank(c);
            i++;
        }
        return name.subSequence(0, open).toString() + '/' + (argument ? arity + 1 : 0);
    }

    /** Where the quotation that begins at {@code start} ends. */
    private static int endOfText(CharSequence name, int start, char quote) {
        int i = start + 1;
        while (i < name.length() && name.charAt(i) != quote) {
            i += name.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Whether it is the name of a function of a module, or of Erlang's. */
    private static boolean isFunction(CharSequence name, int open) {
        boolean dotted = false;
        for (int i = 0; i < open; i++) {
            char c = name.charAt(i);
            if (Characters.isBlank(c)) {
                return false;
            }
            dotted |= c == '.';
        }
        return dotted && Characters.at(name, open - 1) != '.';
    }

    private static String withoutNumbers(CharSequence value) {
        StringBuilder out = new StringBuilder(value.length());
        int i = 0;
        while (i < value.length()) {
            int end = Characters.digitsFrom(value, i);
            if (end > i && !Characters.isWord(Characters.at(value, i - 1))) {
                out.append("<n>");
            } else {
                end = Math.max(end, i + 1);
                out.append(value, i, end);
            }
            i = end;
        }
        return out.toString();
    }
}
