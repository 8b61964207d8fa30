package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** What Swift writes in front of the name of the function that a closure stands in. */
final class SwiftNames {
    /** {@code closure #1 (Int) -> () in closure #2 in }, or another prefix. */
    static final TextScan WITHOUT_PREFIX = TextScan.of(SwiftNames::withoutPrefix, Rules.LONGEST);

    private static final String IMPLICIT = "implicit ";
    private static final String CLOSURE = "closure #";
    private static final int LONGEST_ARGUMENTS = 200;
    private static final List<String> OTHERS =
            List.of("partial apply for ", "specialized ", "@objc ", "merged ", "outlined ");

    private SwiftNames() {}

    private static String withoutPrefix(CharSequence name) {
        int begin = 0;
        int next = endOfClosure(name, 0);
        while (next > begin) {
            begin = next;
            next = endOfClosure(name, begin);
        }
        for (String other : begin == 0 ? OTHERS : List.<String>of()) {
            if (Characters.isAt(name, 0, other)) {
                begin = other.length();
                break;
            }
        }
        return name.subSequence(begin, name.length()).toString();
    }

    /** Of {@code closure #1 (arguments) in }; -1 when there is none. */
    private static int endOfClosure(CharSequence name, int at) {
        int word = Characters.isAt(name, at, IMPLICIT) ? at + IMPLICIT.length() : at;
        int number = word + CLOSURE.length();
        int end = Characters.isAt(name, word, CLOSURE) ? Characters.digitsFrom(name, number) : number;
        if (end == number || !Characters.isAt(name, end, " ")) {
            return -1;
        }
        end++;
        if (Characters.isAt(name, end, "(")) {
            int most = Math.min(name.length(), end + 1 + LONGEST_ARGUMENTS);
            end++;
            while (end < most && name.charAt(end) != ')') {
                end++;
            }
            if (!Characters.isAt(name, end, ") ")) {
                return -1;
            }
            end += 2;
        }
        return Characters.isAt(name, end, "in ") ? end + 3 : -1;
    }
}
