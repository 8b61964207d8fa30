package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** What C++ compilers and IL2CPP call what has no name. */
final class CppMarks {
    /** Lambdas become <code>{lambda}</code>: MSVC names one by a hash, Clang by words, others by a number. */
    static final TextScan PLAIN_LAMBDAS =
            TextScan.of(new Places("<({", "", "{lambda}", CppMarks::endOfLambda), Rules.LONGEST);

    /** Without the numbers of types and namespaces that have no name. */
    static final TextScan WITHOUT_UNNAMED =
            TextScan.of(new Places(".#", "-", "", CppMarks::endOfUnnamed), Rules.LONGEST);

    /** Without the hash with which IL2CPP ends a method's name. */
    static final TextScan WITHOUT_IL2CPP = TextScan.of(new Places("_", "", "", CppMarks::endOfIl2Cpp), Rules.LONGEST);

    private static final String LAMBDA = "<lambda_";
    private static final int LAMBDA_HASH = 32;
    private static final String CLASS = "(anonymous class)";
    private static final String OPERATOR = "{lambda}::operator()";
    private static final String CONST = " const";
    private static final String ANONYMOUS = "anon";
    private static final String UNNAMED = "{unnamed type";
    private static final String UNNAMED_TYPE = "<unnamed-type-";
    private static final int LONGEST_UNNAMED = 60;
    private static final int IL2CPP_HASH = 40;

    private CppMarks() {}

    private static int endOfLambda(CharSequence name, int at) {
        return switch (name.charAt(at)) {
            case '<' -> endOfNumberedLambda(name, at);
            case '(' -> Characters.isAt(name, at, CLASS) ? at + CLASS.length() : -1;
            default -> endOfOperator(name, at);
        };
    }

    private static int endOfNumberedLambda(CharSequence name, int at) {
        if (!Characters.isAt(name, at, LAMBDA)) {
            return -1;
        }
        int begin = at + LAMBDA.length();
        int end = begin;
        while (end < begin + LAMBDA_HASH && Characters.isSmallHex(Characters.at(name, end))) {
            end++;
        }
        if (end < begin + LAMBDA_HASH || Characters.at(name, end) != '>') {
            end = Characters.digitsFrom(name, begin);
        }
        return end > begin && Characters.at(name, end) == '>' ? end + 1 : -1;
    }

    private static int endOfOperator(CharSequence name, int at) {
        int end = Characters.isAt(name, at, OPERATOR) ? at + OPERATOR.length() : -1;
        end += end > 0 && Characters.isAt(name, end, CONST) ? CONST.length() : 0;
        return end > 0 && Characters.isAtEnd(name, end) ? end : -1;
    }

    private static int endOfUnnamed(CharSequence name, int at) {
        char c = name.charAt(at);
        int end = c == '.' ? endOfAnonymous(name, at + 1) : -1;
        if (end < 0 && c == '#' && Characters.isAt(name, at - UNNAMED.length(), UNNAMED)) {
            int digits = Characters.digitsFrom(name, at + 1);
            end = digits > at + 1 ? digits : -1;
        }
        return end < 0 && Characters.isAt(name, at - UNNAMED_TYPE.length(), UNNAMED_TYPE)
                ? endOfUnnamedType(name, at)
                : end;
    }

    /** Of {@code _anon_1} or {@code anon1}. */
    private static int endOfAnonymous(CharSequence name, int begin) {
        int word = Characters.at(name, begin) == '_' ? begin + 1 : begin;
        if (!Characters.isAt(name, word, ANONYMOUS)) {
            return -1;
        }
        int number = word + ANONYMOUS.length();
        number += Characters.at(name, number) == '_' ? 1 : 0;
        int end = Characters.digitsFrom(name, number);
        return end > number ? end : -1;
    }

    /** Up to the closing bracket. */
    private static int endOfUnnamedType(CharSequence name, int at) {
        int end = at;
        for (int i = 0; i < LONGEST_UNNAMED && end < name.length() && name.charAt(end) != '>'; i++) {
            end += Character.charCount(Character.codePointAt(name, end));
        }
        return end > at && Characters.at(name, end) == '>' ? end : -1;
    }

    private static int endOfIl2Cpp(CharSequence name, int at) {
        char kind = Characters.at(name, at + 1);
        if (kind != 'm' && kind != 't') {
            return -1;
        }
        int end = at + 2;
        while (end < at + 2 + IL2CPP_HASH && Characters.isCapitalHex(Characters.at(name, end))) {
            end++;
        }
        char after = Characters.at(name, end);
        boolean whole = end == at + 2 + IL2CPP_HASH && !Characters.isLetter(after) && !Characters.isDigit(after);
        return whole ? end : -1;
    }
}
