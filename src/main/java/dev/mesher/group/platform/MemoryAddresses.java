package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;
import java.util.List;

/** Where an object lay in memory: {@code #<Class:0x00007f1c>}, {@code <function f at 0x7f1c>}. */
final class MemoryAddresses {
    /** Each is taken away, with the word in front of it. */
    static final TextScan REMOVED = TextScan.of(MemoryAddresses::removed, Rules.LONGEST);

    private static final List<String> FRONTS = List.of(" at ", ":", "@");
    private static final int LEAST_DIGITS = 4;
    private static final int MOST_DIGITS = 16;

    private MemoryAddresses() {}

    private static String removed(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = Characters.indexOf(name, "0x", 0);
        while (at >= 0) {
            int begin = at + 2;
            int end = begin;
            while (end <= begin + MOST_DIGITS && Characters.isHex(Characters.at(name, end))) {
                end++;
            }
            int digits = end - begin;
            int start = start(name, at);
            if (start >= out.done() && digits >= LEAST_DIGITS && digits <= MOST_DIGITS) {
                out.replace(start, end, "");
            }
            at = Characters.indexOf(name, "0x", end);
        }
        return out.upTo(name.length());
    }

    /** Where the word in front of the address begins; -1 when there is none. */
    private static int start(CharSequence name, int address) {
        for (String front : FRONTS) {
            if (address > front.length() && Characters.isAt(name, address - front.length(), front)) {
                return address - front.length();
            }
        }
        return -1;
    }
}
