package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** What Ruby's libraries number in the names of methods. */
final class RubyNames {
    /** A template's method is named by its path, a hash and an object's id. The two numbers are taken away. */
    static final TextScan WITHOUT_TEMPLATE = TextScan.of(RubyNames::withoutTemplate, Rules.LONGEST);

    private static final List<String> KINDS = List.of("_erb", "_haml", "_slim", "_builder", "_jbuilder");

    private RubyNames() {}

    private static String withoutTemplate(CharSequence method) {
        int end = Characters.endOfLastLine(method);
        int kind = endOfKind(method, end);
        return kind < 0 || !isPath(method, kind)
                ? method.toString()
                : method.subSequence(0, kind).toString() + method.subSequence(end, method.length());
    }

    /** Where the numbers begin that end at {@code end}, with the underscores in front of them; -1 when there are none. */
    private static int endOfKind(CharSequence method, int end) {
        int number = Characters.digitsBefore(method, end);
        int underscores = underscoresBefore(method, number);
        if (number == end || underscores == number) {
            return -1;
        }
        int former = Characters.digitsBefore(method, underscores);
        if (number == underscores + 1 && former < underscores) {
            int first = underscoresBefore(method, former);
            return first < former ? first : -1;
        }
        return underscores;
    }

    private static int underscoresBefore(CharSequence method, int end) {
        int start = end;
        while (start > 0 && method.charAt(start - 1) == '_') {
            start--;
        }
        return start;
    }

    /** Whether the name, up to the kind of a template at its end, is written as a path is. */
    private static boolean isPath(CharSequence method, int end) {
        int start = startOfKind(method, end);
        // An underscore, and one more character at least.
        boolean path = start > 1 && method.charAt(0) == '_';
        for (int i = 1; path && i < start; i++) {
            path = Characters.isWord(method.charAt(i));
        }
        return path;
    }

    private static int startOfKind(CharSequence method, int end) {
        for (String kind : KINDS) {
            if (Characters.isAt(method, end - kind.length(), kind)) {
                return end - kind.length();
            }
        }
        return -1;
    }
}
