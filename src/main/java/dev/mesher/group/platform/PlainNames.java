package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** What Dart, Perl and Lua call a function without a name. */
final class PlainNames {
    /** Without Dart's closures, and what Perl and Lua say of a function without a name: its file and line. */
    static final TextScan WITHOUT_CLOSURES =
            TextScan.of(new Places(".[: ", "", "", PlainNames::endOfClosure), Rules.LONGEST);

    private static final String DART = ".<anonymous closure>";
    private static final String PERL = "__ANON__";
    private static final String PERL_EVAL = "(eval";
    private static final int MOST = 1_000;

    private PlainNames() {}

    private static int endOfClosure(CharSequence name, int at) {
        return switch (name.charAt(at)) {
            case '.' -> Characters.isAt(name, at, DART) ? at + DART.length() : -1;
            case '[' -> Characters.isAt(name, at - PERL.length(), PERL) ? endOfPlace(name, at + 1) : -1;
            case ':' -> endOfNumber(name, at, '>');
            default ->
                at == PERL_EVAL.length() && Characters.isAt(name, 0, PERL_EVAL) ? endOfNumber(name, at, ')') : -1;
        };
    }

    /** Of Perl's file and line in brackets, with which the name ends. */
    private static int endOfPlace(CharSequence name, int begin) {
        int end = begin;
        for (int i = 0; i < MOST && end < name.length() && !isBracket(name.charAt(end)); i++) {
            end += Character.charCount(Character.codePointAt(name, end));
        }
        boolean closed = end > begin && Characters.at(name, end) == ']';
        return closed && Characters.isAtEnd(name, end + 1) ? end + 1 : -1;
    }

    /** Of the number after {@code at}, which only {@code last} may follow. */
    private static int endOfNumber(CharSequence name, int at, char last) {
        int end = Characters.digitsFrom(name, at + 1);
        boolean ends = end > at + 1 && Characters.at(name, end) == last;
        return ends && Characters.isAtEnd(name, end + 1) ? end : -1;
    }

    private static boolean isBracket(char c) {
        return c == '[' || c == ']';
    }
}
