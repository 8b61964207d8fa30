package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.TextScan;
import java.util.List;

/** What Python's libraries number in the names of functions and files, and where Python's own library lies. */
final class PythonNames {
    /** Without the parameters of a test that pytest runs many times, and the number of a lambda that a library names. */
    static final TextScan WITHOUT_PARAMETERS = TextScan.of(PythonNames::withoutParameters, Rules.LONGEST);

    /** Libraries number the code that they write: {@code <decorator-gen-12>}, {@code <attrs generated init shop.Cart-3>}. */
    static final TextScan WITHOUT_NUMBER = TextScan.of(PythonNames::withoutNumber, Rules.LONGEST);

    /** The directory that a path shows Python's own library by; "" when it shows none. */
    static final TextScan STANDARD_LIBRARY = TextScan.of(PythonNames::standardLibrary, Rules.LONGEST_PATHS);

    private static final String LAMBDA = "_lambda";
    private static final int MOST_PARAMETERS = 200;
    private static final String LIB = "/lib";
    private static final String WINDOWS_LIB = "/Lib/";
    private static final List<String> VERSIONED = List.of("python", "pypy");

    private PythonNames() {}

    private static String withoutParameters(CharSequence name) {
        int end = Characters.endOfLastLine(name);
        int start = startOfParameters(name, end);
        if (start < 0) {
            int digits = Characters.digitsBefore(name, end);
            boolean numbered = digits < end && digits == LAMBDA.length() + 1 && Characters.isAt(name, 0, LAMBDA + '_');
            start = numbered ? LAMBDA.length() : -1;
        }
        return without(name, start, end);
    }

    /** Of the brackets that end at {@code end}; -1 when there are none, or nothing in front of them or in them. */
    private static int startOfParameters(CharSequence name, int end) {
        if (Characters.at(name, end - 1) != ']') {
            return -1;
        }
        int open = end - 2;
        // A code point has two characters at most.
        int least = end - 2 - 2 * MOST_PARAMETERS;
        while (open >= least && open > 0 && name.charAt(open) != '[' && name.charAt(open) != ']') {
            open--;
        }
        boolean parameters = Characters.at(name, open) == '['
                && open < end - 2
                && Characters.isWord(Characters.at(name, open - 1))
                && Character.codePointCount(name, open + 1, end - 1) <= MOST_PARAMETERS;
        return parameters ? open : -1;
    }

    private static String withoutNumber(CharSequence path) {
        int end = Characters.endOfLastLine(path) - 1;
        int digits = Characters.at(path, end) == '>' ? Characters.digitsBefore(path, end) : end;
        return without(path, digits < end && Characters.at(path, digits - 1) == '-' ? digits - 1 : -1, end);
    }

    private static String without(CharSequence text, int start, int end) {
        return start < 0
                ? text.toString()
                : text.subSequence(0, start).toString() + text.subSequence(end, text.length());
    }

    private static String standardLibrary(CharSequence path) {
        int slash = Characters.indexOf(path, '/', 0);
        while (slash >= 0) {
            char first = Characters.at(path, slash + 1);
            int end = first == 'l' || first == 'L' ? endOfLibrary(path, slash) : -1;
            if (end > 0) {
                return path.subSequence(slash, end).toString();
            }
            slash = Characters.indexOf(path, '/', slash + 1);
        }
        return "";
    }

    private static int endOfLibrary(CharSequence path, int slash) {
        if (Characters.isAt(path, slash, LIB)) {
            int bits = slash + LIB.length();
            int next = Characters.isAt(path, bits, "64") ? bits + 2 : bits;
            return Characters.at(path, next) == '/' ? endOfVersion(path, next + 1) : -1;
        }
        if (!Characters.isAt(path, slash, WINDOWS_LIB)) {
            return -1;
        }
        int begin = slash + WINDOWS_LIB.length();
        int end = endOfVersion(path, begin);
        return end < 0 ? endOfModule(path, begin) : end;
    }

    /** Of {@code python3.11/}; -1 when there is none. */
    private static int endOfVersion(CharSequence path, int begin) {
        for (String each : VERSIONED) {
            int version = begin + each.length();
            if (Characters.isAt(path, begin, each) && Characters.isDigit(Characters.at(path, version))) {
                int end = version;
                while (Characters.isDigit(Characters.at(path, end)) || Characters.at(path, end) == '.') {
                    end++;
                }
                return Characters.at(path, end) == '/' ? end + 1 : -1;
            }
        }
        return -1;
    }

    /** Of {@code json/} or {@code shutil.py}; -1 when there is none. */
    private static int endOfModule(CharSequence path, int begin) {
        int letters = begin;
        while (isSmall(Characters.at(path, letters))) {
            letters++;
        }
        if (letters > begin && Characters.at(path, letters) == '/') {
            return letters + 1;
        }
        int end = letters;
        while (isSmall(Characters.at(path, end)) || Characters.at(path, end) == '_') {
            end++;
        }
        return end > begin && Characters.isAt(path, end, ".py") ? end + 3 : -1;
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }
}
