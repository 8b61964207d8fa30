package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** How Elixir and Erlang name a closure: after the function that it was written in, and numbered. */
final class ErlangNames {
    /** Without {@code anonymous fn/1 in } or {@code -} in front, and {@code -fun-0-} and what follows at the end. */
    static final TextScan WITHOUT_CLOSURES = TextScan.of(ErlangNames::withoutClosures, Rules.LONGEST);

    private static final String ANONYMOUS = "anonymous fn/";
    private static final String IN = " in ";
    private static final List<String> KINDS = List.of("-fun-", "-lc$^-", "-inlined-");

    private ErlangNames() {}

    private static String withoutClosures(CharSequence name) {
        int begin = endOfPrefix(name);
        int slash = Characters.indexOf(name, '/', begin);
        while (slash >= 0 && !isClosure(name, slash)) {
            slash = Characters.indexOf(name, '/', slash + 1);
        }
        return name.subSequence(begin, slash < 0 ? name.length() : slash).toString();
    }

    private static int endOfPrefix(CharSequence name) {
        if (Characters.at(name, 0) == '-') {
            return 1;
        }
        int number = ANONYMOUS.length();
        int end = Characters.isAt(name, 0, ANONYMOUS) ? Characters.digitsFrom(name, number) : number;
        return end > number && Characters.isAt(name, end, IN) ? end + IN.length() : 0;
    }

    /** Whether {@code /1-fun-0-} stands at {@code slash}. */
    private static boolean isClosure(CharSequence name, int slash) {
        int kind = Characters.digitsFrom(name, slash + 1);
        if (kind == slash + 1 || Characters.at(name, kind) != '-') {
            return false;
        }
        for (String each : KINDS) {
            if (Characters.isAt(name, kind, each)) {
                int number = kind + each.length();
                int end = Characters.digitsFrom(name, number);
                return end > number && Characters.at(name, end) == '-';
            }
        }
        return false;
    }
}
