package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** Numbers and hashes that Rust's compiler writes into names. */
final class RustMarks {
    /** Without a crate's hash, {@code shop[4b1a2c3d4e5f6a7b]::}, and the number of an implementation or a block. */
    static final TextScan REMOVED = TextScan.of(new Places("[#{", "", "", RustMarks::endOfMark), Rules.LONGEST);

    /** Without the hash of a mangled name, old and new: {@code 17h0123456789abcdefE}, {@code Cs4b1a_4shop}. */
    static final TextScan HASHES_REMOVED =
            TextScan.of(new Places("", "hs", "", RustMarks::endOfMangledHash), Rules.LONGEST);

    private static final String SHIM = "{{vtable.shim}}";
    private static final String IMPLEMENTATION = "{impl";
    private static final String CONSTANT = "{constant";
    private static final int LEAST_HASH = 8;
    private static final int HASH = 16;

    private RustMarks() {}

    private static int endOfMark(CharSequence name, int at) {
        return switch (name.charAt(at)) {
            case '[' -> endOfCrateHash(name, at + 1);
            case '#' -> endOfNumber(name, at);
            default -> Characters.isAt(name, at, SHIM) ? at + SHIM.length() : -1;
        };
    }

    private static int endOfCrateHash(CharSequence name, int begin) {
        int end = endOfHash(name, begin);
        if (end - begin < LEAST_HASH || Characters.at(name, end) != ']') {
            return -1;
        }
        int after = end + 1;
        char c = Characters.at(name, after);
        boolean ends = c == '>' || c == ' ' || c == ',' || Characters.isAt(name, after, "::");
        return ends || Characters.isAtEnd(name, after) ? after : -1;
    }

    private static int endOfNumber(CharSequence name, int at) {
        boolean numbered = Characters.isAt(name, at - IMPLEMENTATION.length(), IMPLEMENTATION)
                || Characters.isAt(name, at - CONSTANT.length(), CONSTANT);
        int end = numbered ? Characters.digitsFrom(name, at + 1) : -1;
        return end > at + 1 ? end : -1;
    }

    private static int endOfMangledHash(CharSequence name, int at) {
        if (Characters.isAt(name, at - 3, "17h")) {
            int end = endOfHash(name, at);
            return end - at == HASH && Characters.at(name, end) == 'E' ? end : -1;
        }
        return Characters.isAt(name, at - 2, "Cs") ? endOfDisambiguator(name, at) : -1;
    }

    /** Of letters and digits up to an underscore, before a digit. */
    private static int endOfDisambiguator(CharSequence name, int at) {
        int end = at;
        while (end < at + HASH && Characters.isLetterOrDigit(Characters.at(name, end))) {
            end++;
        }
        boolean ends = end > at && Characters.at(name, end) == '_' && Characters.isDigit(Characters.at(name, end + 1));
        return ends ? end + 1 : -1;
    }

    private static int endOfHash(CharSequence name, int begin) {
        int end = begin;
        while (end < begin + HASH && Characters.isSmallHex(Characters.at(name, end))) {
            end++;
        }
        return end;
    }
}
