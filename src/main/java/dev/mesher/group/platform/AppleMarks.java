package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** Numbers that the compilers of Objective-C and Swift write into names. */
final class AppleMarks {
    static final String BLOCK = "_block_invoke";

    /** Objective-C's blocks are numbered, and begin with the length of the method's name. */
    static final TextScan WITHOUT_BLOCKS = TextScan.of(new Places("_", "", "", AppleMarks::endOfBlock), Rules.LONGEST);

    /** Without the number of a closure in Swift's mangled names: {@code $s4Shop4CartC3payyyFyycfU0_}. */
    static final TextScan WITHOUT_CLOSURES =
            TextScan.of(new Places("", "U", "", AppleMarks::endOfClosure), Rules.LONGEST);

    private AppleMarks() {}

    private static int endOfBlock(CharSequence name, int at) {
        if (at == 0 && Characters.isAt(name, 0, "__")) {
            int end = Characters.digitsFrom(name, 2);
            char sign = Characters.at(name, end);
            return (sign == '-' || sign == '+') && Characters.at(name, end + 1) == '[' ? end : 2;
        }
        if (!Characters.isAt(name, at, BLOCK)) {
            return -1;
        }
        int end = at + BLOCK.length();
        int next = endOfNumber(name, end);
        while (next > end) {
            end = next;
            next = endOfNumber(name, end);
        }
        return Characters.isAtEnd(name, end) ? end : -1;
    }

    /** Of {@code _2} or {@code .2}; -1 when there is none. */
    private static int endOfNumber(CharSequence name, int at) {
        char c = Characters.at(name, at);
        int end = c == '_' || c == '.' ? Characters.digitsFrom(name, at + 1) : at;
        return end > at + 1 ? end : -1;
    }

    private static int endOfClosure(CharSequence name, int at) {
        int end = Characters.digitsFrom(name, at);
        return end > at && Characters.at(name, end) == '_' ? end : -1;
    }
}
