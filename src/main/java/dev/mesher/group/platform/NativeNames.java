package dev.mesher.group.platform;

import dev.mesher.text.Brackets;
import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;
import java.util.List;

/** What the compilers of Rust, C, C++ and Swift add to the names of functions. */
final class NativeNames {
    /** {@code ::h0123456789abcdef} at the end of a Rust function's name. */
    static final TextScan WITHOUT_RUST_HASH = TextScan.of(NativeNames::withoutRustHash, Rules.LONGEST);

    /** <code>::{{closure}}</code>, <code>::{closure#0}</code>, <code>::{shim:vtable#0}</code>. */
    static final TextScan WITHOUT_RUST_CLOSURES = TextScan.of(NativeNames::withoutRustClosures, Rules.LONGEST);

    /** The copies that GCC and LLVM make of a function, and the version of a library's symbol. */
    static final TextScan WITHOUT_CLONES = TextScan.of(NativeNames::withoutClones, Rules.LONGEST);

    /** C++ lambdas, which every compiler numbers in its own way; each becomes <code>{lambda}</code>. */
    static final TextScan WITH_PLAIN_LAMBDAS = TextScan.of(NativeNames::withPlainLambdas, Rules.LONGEST);

    private static final String HASH = "::h";
    private static final int HASH_DIGITS = 16;
    private static final String BRACE = "::{";
    private static final String CLOSURE = "closure";
    private static final String SHIM = "shim";
    private static final int LONGEST_CLOSURE = 30;
    private static final int LONGEST_SHIM = 60;
    private static final List<String> COPIES = List.of("isra", "constprop", "part", "cold", "llvm", "lto_priv");
    private static final String CLONE = "[clone ";
    private static final int LONGEST_CLONE = 100;
    private static final String LAMBDA = "{lambda(";
    private static final int SHORTEST_LAMBDA = 2;
    private static final int LONGEST_LAMBDA = 210;
    private static final int MOST_DIGITS = 9;

    private NativeNames() {}

    private static String withoutRustHash(CharSequence name) {
        int start = name.length() - HASH_DIGITS - HASH.length();
        boolean hash = Characters.isAt(name, start, HASH);
        for (int i = start + HASH.length(); hash && i < name.length(); i++) {
            char c = name.charAt(i);
            hash = Characters.isDigit(c) || (c >= 'a' && c <= 'f');
        }
        return hash ? name.subSequence(0, start).toString() : name.toString();
    }

    private static String withoutRustClosures(CharSequence name) {
        Rewriting out = new Rewriting(name);
        Brackets braces = new Brackets(name, '}');
        int at = Characters.indexOf(name, BRACE, 0);
        while (at >= 0) {
            int end = endOfRustClosure(name, at + BRACE.length(), braces);
            if (end > 0) {
                out.replace(at, end, "");
            }
            at = Characters.indexOf(name, BRACE, Math.max(end, at + 2));
        }
        return out.upTo(name.length());
    }

    /** -1 when there is none. */
    private static int endOfRustClosure(CharSequence name, int begin, Brackets braces) {
        int word = Characters.isAt(name, begin, "{") ? begin + 1 : begin;
        if (Characters.isAt(name, word, CLOSURE)) {
            int end = word + CLOSURE.length();
            if (Characters.isAt(name, end, "}")) {
                end += Characters.isAt(name, end + 1, "}") ? 2 : 1;
                int number = Characters.isAt(name, end, "#") ? Characters.digitsFrom(name, end + 1) : end;
                return number > end + 1 ? number : end;
            }
            return word == begin ? closed(braces, end, LONGEST_CLOSURE) : -1;
        }
        return Characters.isAt(name, begin, SHIM) ? closed(braces, begin + SHIM.length(), LONGEST_SHIM) : -1;
    }

    /** After the bracket that closes; -1 when there are more than {@code most} characters before it. */
    private static int closed(Brackets brackets, int begin, int most) {
        int closing = brackets.closing(begin);
        return closing - begin <= most ? closing + 1 : -1;
    }

    private static String withoutClones(CharSequence name) {
        Rewriting out = new Rewriting(name);
        Brackets brackets = new Brackets(name, ']');
        int version = version(name);
        int i = 0;
        while (i < version) {
            char c = name.charAt(i);
            int end = -1;
            if (c == '.') {
                end = endOfCopy(name, i);
                if (end > 0) {
                    out.replace(i, end, "");
                }
            } else if (c == '[' && Characters.isAt(name, i, CLONE)) {
                end = closed(brackets, i + CLONE.length(), LONGEST_CLONE);
                if (end > 0) {
                    out.replace(blanksBefore(name, i, out.done()), end, "");
                }
            }
            i = Math.max(end, i + 1);
        }
        return out.upTo(version);
    }

    /** Where {@code @GLIBC_2.34} or {@code @@GLIBC_2.34} begins, with which the name ends; its length when it does not. */
    private static int version(CharSequence name) {
        int begin = name.length();
        while (begin > 0 && (name.charAt(begin - 1) == '.' || Characters.isWord(name.charAt(begin - 1)))) {
            begin--;
        }
        boolean capital = begin < name.length() && name.charAt(begin) >= 'A' && name.charAt(begin) <= 'Z';
        if (!capital || !Characters.isAt(name, begin - 1, "@")) {
            return name.length();
        }
        return Characters.isAt(name, begin - 2, "@") ? begin - 2 : begin - 1;
    }

    /** Of {@code .isra.0}, {@code .part.0.1} …; -1 when there is none. */
    private static int endOfCopy(CharSequence name, int dot) {
        int begin = dot + 1;
        for (String copy :
                begin < name.length() && Characters.isWord(name.charAt(begin)) ? COPIES : List.<String>of()) {
            if (Characters.isAt(name, begin, copy)) {
                int end = begin + copy.length();
                while (Characters.isAt(name, end, ".") && Characters.digitsFrom(name, end + 1) > end + 1) {
                    end = Characters.digitsFrom(name, end + 1);
                }
                return end;
            }
        }
        return -1;
    }

    private static int blanksBefore(CharSequence name, int end, int least) {
        int start = end;
        while (start > least && Characters.isBlank(name.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static String withPlainLambdas(CharSequence name) {
        Rewriting out = new Rewriting(name);
        Brackets braces = new Brackets(name, '}');
        int i = 0;
        while (i < name.length()) {
            int end =
                    switch (name.charAt(i)) {
                        case '{' -> endOfGccLambda(name, i, braces);
                        case '$' -> numbered(name, i, "$_", false);
                        case '_' -> numbered(name, i, "__lambda", true);
                        case '\'' -> endOfQuotedLambda(name, i);
                        default -> -1;
                    };
            if (end > 0) {
                out.replace(i, end, "{lambda}");
            }
            i = Math.max(end, i + 1);
        }
        return out.upTo(name.length());
    }

    /** <code>{lambda(int)#1}</code>. */
    private static int endOfGccLambda(CharSequence name, int at, Brackets braces) {
        if (!Characters.isAt(name, at, LAMBDA)) {
            return -1;
        }
        int begin = at + LAMBDA.length();
        int end = closed(braces, begin, LONGEST_LAMBDA);
        if (end <= begin + SHORTEST_LAMBDA) {
            return -1;
        }
        int number = end - 1;
        while (number > end - 1 - MOST_DIGITS && Characters.isDigit(name.charAt(number - 1))) {
            number--;
        }
        return number < end - 1 && name.charAt(number - 1) == '#' ? end : -1;
    }

    /** {@code 'lambda'}, {@code 'lambda0'}: Clang's. */
    private static int endOfQuotedLambda(CharSequence name, int at) {
        String word = "'lambda";
        int end = Characters.isAt(name, at, word) ? Characters.digitsFrom(name, at + word.length()) : name.length();
        return Characters.isAt(name, end, "'") ? end + 1 : -1;
    }

    /** Where the number after {@code word} ends; -1 when there is none. */
    private static int numbered(CharSequence name, int at, String word, boolean maybeUnderscore) {
        if (!Characters.isAt(name, at, word)) {
            return -1;
        }
        int begin = at + word.length();
        begin += maybeUnderscore && Characters.isAt(name, begin, "_") ? 1 : 0;
        int end = Characters.digitsFrom(name, begin);
        return end > begin ? end : -1;
    }
}
