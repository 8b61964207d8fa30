package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** Numbers, lines and angle brackets that the compilers of .NET write into names. */
final class DotNetMarks {
    /** The method that a state machine or a lambda was written in, which is named in angle brackets; "" when there is none. */
    static final TextScan WRITTEN_IN = TextScan.of(DotNetMarks::writtenIn, Rules.LONGEST);

    /** Without the line and the number by which F# names a closure: {@code loop@12-1}. */
    static final TextScan WITHOUT_LINES = TextScan.of(new Places("@", "", "", DotNetMarks::endOfLine), Rules.LONGEST);

    /** Without the numbers and hashes of proxies, lambdas, anonymous types and scripts. */
    static final TextScan WITHOUT_NUMBERS =
            TextScan.of(new Places("_", "_e#", "", DotNetMarks::endOfNumber), Rules.LONGEST);

    private static final String PROXY = "Proxy";
    private static final String BASIC_LAMBDA = "_Lambda$__";
    private static final String ANONYMOUS_TYPE = "AnonymousType";
    private static final String SUBMISSION = "Submission#";
    private static final int HASH = 64;

    private DotNetMarks() {}

    private static String writtenIn(CharSequence name) {
        int open = Characters.indexOf(name, '<', 0);
        while (open >= 0) {
            int end = open + 1;
            while (end < name.length() && name.charAt(end) != '<' && name.charAt(end) != '>') {
                end++;
            }
            if (end > open + 1 && Characters.at(name, end) == '>' && isMark(name, end + 1)) {
                return name.subSequence(open + 1, end).toString();
            }
            open = Characters.indexOf(name, '<', end);
        }
        return "";
    }

    private static boolean isMark(CharSequence name, int at) {
        return switch (Characters.at(name, at)) {
            case 'd' -> Characters.isAt(name, at, "d__") && Characters.isDigit(Characters.at(name, at + 3));
            case 'b' -> Characters.isAt(name, at, "b__");
            case 'c' -> Characters.isAt(name, at, "c__");
            case '$' -> Characters.isAtEnd(name, at + 1);
            default -> false;
        };
    }

    private static int endOfLine(CharSequence name, int at) {
        int end = Characters.digitsFrom(name, at + 1);
        if (end == at + 1) {
            return -1;
        }
        int number = Characters.at(name, end) == '-' ? Characters.digitsFrom(name, end + 1) : end;
        end = number > end + 1 ? number : end;
        char after = Characters.at(name, end);
        return after == '.' || after == '+' || Characters.isAtEnd(name, end) ? end : -1;
    }

    private static int endOfNumber(CharSequence name, int at) {
        int end = name.charAt(at) == '_' ? endOfLast(name, at) : -1;
        if (end < 0 && isAfter(name, at, BASIC_LAMBDA)) {
            end = endOfBasicLambda(name, at);
        }
        if (end < 0 && isAfter(name, at, ANONYMOUS_TYPE)) {
            end = endOfDigits(name, name.charAt(at) == '_' ? at + 1 : at);
        }
        return end < 0 && at == SUBMISSION.length() && isAfter(name, at, SUBMISSION) ? endOfDigits(name, at) : end;
    }

    /** Of the number of a proxy, or of a hash, with which the name ends. */
    private static int endOfLast(CharSequence name, int at) {
        int end = isAfter(name, at, PROXY) ? endOfDigits(name, at + 1) : -1;
        if (end < 0 || !Characters.isAtEnd(name, end)) {
            end = endOfHash(name, at);
        }
        return end > 0 && Characters.isAtEnd(name, end) ? end : -1;
    }

    private static int endOfHash(CharSequence name, int at) {
        int end = Characters.isWord(Characters.at(name, at - 1)) ? at + 1 : -1;
        while (end > 0 && end <= at + HASH && Characters.isCapitalHex(Characters.at(name, end))) {
            end++;
        }
        return end == at + 1 + HASH ? end : -1;
    }

    private static int endOfBasicLambda(CharSequence name, int at) {
        int end = at;
        while (isOfBasicLambda(Characters.at(name, end))) {
            end++;
        }
        return end > at && Characters.isAtEnd(name, end) ? end : -1;
    }

    private static int endOfDigits(CharSequence name, int begin) {
        int end = Characters.digitsFrom(name, begin);
        return end > begin ? end : -1;
    }

    private static boolean isAfter(CharSequence name, int at, String word) {
        return Characters.isAt(name, at - word.length(), word);
    }

    private static boolean isOfBasicLambda(char c) {
        return Characters.isDigit(c) || c == 'R' || c == '-';
    }
}
