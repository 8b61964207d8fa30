package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** A content hash, a timestamp or a build number in the name of a file. A whole name may be one. */
final class PathHash {
    /** Each becomes {@code <hash>}. A word such as {@code decade2} has only hexadecimal digits, too; it is kept. */
    static final TextScan REPLACED = TextScan.of(PathHash::replaced, Rules.LONGEST);

    private static final int LEAST = 6;
    private static final int LEAST_WHOLE = 16;
    private static final int MOST = 64;
    private static final int LEAST_DIGITS = 6;

    private PathHash() {}

    private static String replaced(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int at = 0;
        char before = '\0';
        while (at < name.length()) {
            char c = name.charAt(at);
            int end = (at == 0 || isMark(before)) && Characters.isHex(c) ? endOfHash(name, at) : -1;
            int digits = end < 0 && Characters.isDigit(c) ? Characters.digitsFrom(name, at) : at;
            end = digits - at >= LEAST_DIGITS ? digits : end;
            if (end > 0 && !WrittenWord.is(name, at, end)) {
                out.replace(at, end, "<hash>");
            }
            at = Math.max(Math.max(end, digits), at + 1);
            before = name.charAt(at - 1);
        }
        return out.upTo(name.length());
    }

    /** -1 when none begins at {@code at}, where the name begins or a mark stands in front. */
    private static int endOfHash(CharSequence name, int at) {
        int end = at;
        boolean digit = false;
        while (end - at <= MOST && Characters.isHex(Characters.at(name, end))) {
            digit |= Characters.isDigit(name.charAt(end));
            end++;
        }
        char after = Characters.at(name, end);
        if (end - at > MOST || !(isMark(after) || Characters.isAtEnd(name, end))) {
            return -1;
        }
        boolean part = at > 0 && digit && end - at >= LEAST;
        boolean whole = at == 0 && end - at >= LEAST_WHOLE && (after == '.' || !isMark(after));
        return part || whole ? end : -1;
    }

    private static boolean isMark(char c) {
        return c == '.' || c == '_' || c == '-';
    }
}
