package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import java.util.Locale;
import java.util.Set;

/**
 * Tells the words that people write in names from the characters that a hash is made of. People write small letters, capitals
 * in front of words, one acronym, and a number at the end or between two words. Of random rows of 8 letters and digits, fewer
 * than 2 in a hundred read so.
 */
final class WrittenWord {
    /** Words without a vowel. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "btn", "cfg", "cms", "cmd", "crm", "css", "csv", "ctx", "db", "dnd", "dns", "dto", "ftp", "gdpr", "gps",
            "grpc", "html", "http", "https", "jpg", "js", "jwt", "kpi", "md", "mfa", "mgr", "msg", "nft", "ng", "pdf",
            "png", "pwa", "px", "qr", "rpc", "rtl", "sdk", "sms", "sql", "src", "ssl", "sso", "ssr", "svg", "tls", "ts",
            "tsx", "txt", "tv", "vm", "vpn", "vr", "xml");

    /** The two consonants that a word may begin with. */
    private static final Set<String> BEGINNINGS = Set.of(
            "bl", "br", "ch", "cl", "cr", "dr", "dw", "fl", "fr", "gh", "gl", "gn", "gr", "kl", "kn", "kr", "ph", "pl",
            "pr", "ps", "qr", "rh", "sc", "sh", "sk", "sl", "sm", "sn", "sp", "sq", "st", "sv", "sw", "th", "tr", "ts",
            "tw", "wh", "wr");

    /** The two consonants that a word may end with. */
    private static final Set<String> ENDINGS = Set.of(
            "bs", "ch", "ck", "cs", "ct", "ds", "ff", "fs", "ft", "gh", "gn", "gs", "ks", "ld", "lf", "lk", "ll", "lm",
            "lp", "ls", "lt", "mb", "mp", "ms", "nc", "nd", "ng", "nk", "ns", "nt", "ph", "ps", "pt", "rb", "rc", "rd",
            "rf", "rg", "rk", "rl", "rm", "rn", "rp", "rs", "rt", "sh", "sk", "sm", "sp", "ss", "st", "th", "ts", "tt",
            "wd", "wl", "wn", "ws", "xt", "zz");

    private static final int LONGEST_ABBREVIATION = 5;
    private static final int LONGEST_ACRONYM = 4;
    private static final int CONSONANTS = 4;
    private static final int CONSONANTS_OF_HEXADECIMAL = 2;
    private static final int DIGITS_AT_END = 4;
    private static final int DIGITS_BETWEEN = 2;

    private final CharSequence text;
    private final int end;
    private final boolean hexadecimal;
    private int at;
    private int words;
    private int acronyms;
    private int numbers;

    /** Whether it begins with one capital in front of a word, as "OAuth" does. */
    private boolean initial;

    private WrittenWord(CharSequence text, int begin, int end) {
        this.text = text;
        this.end = end;
        this.at = begin;
        this.hexadecimal = isHexadecimal(text, begin, end);
    }

    /** Whether the ASCII letters and digits from {@code begin} to {@code end} read as words. */
    static boolean is(CharSequence text, int begin, int end) {
        return new WrittenWord(text, begin, end).reads(begin);
    }

    private boolean reads(int begin) {
        int letters = 0;
        while (at < end) {
            int start = at;
            boolean read = Characters.isDigit(text.charAt(at)) ? number(begin) : word(begin);
            if (!read) {
                return false;
            }
            letters += Characters.isDigit(text.charAt(start)) ? 0 : at - start;
        }
        // Two and a half letters a word, and as many more for an acronym: a hash changes from small letters to capitals
        // more often.
        int expected = words + acronyms * (initial ? 1 : 2);
        boolean plain = numbers == 0 || (acronyms == 0 && words <= 2);
        return words > 0 && acronyms <= 1 && plain && 2 * letters >= 5 * (expected - (letters <= 2 ? 1 : 0));
    }

    private boolean number(int begin) {
        int digits = at;
        at = Math.min(Characters.digitsFrom(text, at), end);
        if (at == end) {
            return at - digits <= (hexadecimal ? DIGITS_BETWEEN : DIGITS_AT_END);
        }
        numbers++;
        return !hexadecimal && numbers == 1 && at - digits <= (digits == begin ? DIGITS_BETWEEN + 1 : DIGITS_BETWEEN);
    }

    private boolean word(int begin) {
        int start = at;
        while (at < end && isCapital(text.charAt(at))) {
            at++;
        }
        int capitals = at - start;
        int small = at;
        while (at < end && isSmall(text.charAt(at))) {
            at++;
        }
        if (at == small) {
            acronyms++;
            return capitals <= LONGEST_ACRONYM;
        }
        if (capitals > 1) {
            acronyms++;
            initial = start == begin && capitals == 2;
            return capitals - 1 <= LONGEST_ACRONYM && reads(small - 1, at);
        }
        if (at == start + 1 && isOfNumeronym(begin, start)) {
            words += start == begin ? 1 : 0;
            return true;
        }
        return reads(start, at);
    }

    /** Whether the letter is that of "s3Upload" and "v2", or the last one of "i18nPage". */
    private boolean isOfNumeronym(int begin, int letter) {
        boolean first = letter == begin && at < end && Characters.isDigit(text.charAt(at));
        boolean last = letter == begin + DIGITS_BETWEEN + 1 && numbers == 1 && Characters.isLetter(text.charAt(begin));
        return !hexadecimal && (first || last);
    }

    private boolean reads(int begin, int wordEnd) {
        words++;
        String word = text.subSequence(begin, wordEnd).toString().toLowerCase(Locale.ROOT);
        int length = word.length();
        if (length <= LONGEST_ABBREVIATION && ABBREVIATIONS.contains(word)) {
            return true;
        }
        boolean vowel = false;
        int consonants = 0;
        int most = 0;
        for (int i = 0; i < length; i++) {
            vowel |= isVowel(word.charAt(i));
            consonants = isVowel(word.charAt(i)) ? 0 : consonants + 1;
            most = Math.max(most, consonants);
        }
        return length >= 2
                && vowel
                && most <= (hexadecimal ? CONSONANTS_OF_HEXADECIMAL : CONSONANTS)
                && fits(word.substring(0, 2), BEGINNINGS)
                && fits(word.substring(length - 2), ENDINGS);
    }

    private static boolean fits(String letters, Set<String> consonants) {
        return isVowel(letters.charAt(0)) || isVowel(letters.charAt(1)) || consonants.contains(letters);
    }

    private static boolean isVowel(char small) {
        return "aeiouy".indexOf(small) >= 0;
    }

    private static boolean isHexadecimal(CharSequence text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (!Characters.isHex(text.charAt(i)) || isCapital(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
