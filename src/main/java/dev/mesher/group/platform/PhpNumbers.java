package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Places;
import dev.mesher.text.TextScan;

/** Numbers and hashes in the names of classes that PHP's libraries write while a program runs. */
final class PhpNumbers {
    /** Without those of Mockery, Prophecy, ProxyManager, Symfony and Smarty. */
    static final TextScan REMOVED = TextScan.of(new Places("", "yPdtr", "", PhpNumbers::end), Rules.LONGEST);

    private static final String MOCKERY = "Mockery";
    private static final String PROPHECY = "\\P";
    private static final String PROXY_MANAGER = "\\Generated";
    private static final String CONTAINER = "Container";
    private static final String SMARTY = "content";
    private static final int LEAST_HASH = 8;
    private static final int MOST_GENERATED = 40;
    private static final int SYMFONY_HASH = 7;
    private static final int MOST_SMARTY = 16;
    private static final int MOST_TIME = 20;

    private PhpNumbers() {}

    private static int end(CharSequence name, int at) {
        char c = name.charAt(at);
        return switch (name.charAt(at - 1)) {
            case 'y' ->
                c == '_' && at == MOCKERY.length() && Characters.isAt(name, 0, MOCKERY)
                        ? endOfMockery(name, at)
                        : endOfProxy(name, at, "Proxy");
            case 'P' ->
                Characters.isAt(name, at - PROPHECY.length(), PROPHECY)
                        ? last(name, at, Characters.digitsFrom(name, at), 1)
                        : -1;
            case 'd' ->
                Characters.isAt(name, at - PROXY_MANAGER.length(), PROXY_MANAGER)
                        ? last(name, at, endOfHash(name, at, MOST_GENERATED), LEAST_HASH)
                        : -1;
            case 't' ->
                c == '_' && at == SMARTY.length() && Characters.isAt(name, 0, SMARTY)
                        ? endOfSmarty(name, at + 1)
                        : endOfProxy(name, at, "Ghost");
            default -> at == CONTAINER.length() && Characters.isAt(name, 0, CONTAINER) ? endOfContainer(name, at) : -1;
        };
    }

    private static int endOfMockery(CharSequence name, int at) {
        int end = Characters.digitsFrom(name, at + 1);
        return end > at + 1 && Characters.at(name, end) == '_' ? end : -1;
    }

    /** {@code end}, when the name or {@code ::} follows it. */
    private static int last(CharSequence name, int at, int end, int least) {
        boolean ends = Characters.isAt(name, end, "::") || Characters.isAtEnd(name, end);
        return end - at >= least && ends ? end : -1;
    }

    private static int endOfProxy(CharSequence name, int at, String word) {
        if (!Characters.isAt(name, at - word.length(), word)) {
            return -1;
        }
        int end = endOfHash(name, at, SYMFONY_HASH);
        boolean digit = false;
        for (int i = at; i < end; i++) {
            digit |= Characters.isDigit(name.charAt(i));
        }
        return digit && end - at == SYMFONY_HASH && !Characters.isWord(Characters.at(name, end)) ? end : -1;
    }

    private static int endOfContainer(CharSequence name, int at) {
        int end = at;
        while (end < at + SYMFONY_HASH && Characters.isLetterOrDigit(Characters.at(name, end))) {
            end++;
        }
        return end == at + SYMFONY_HASH && Characters.at(name, end) == '\\' ? end : -1;
    }

    /** Of a hash and a time. */
    private static int endOfSmarty(CharSequence name, int begin) {
        int hash = endOfHash(name, begin, MOST_SMARTY);
        char mark = Characters.at(name, hash);
        if (hash - begin < LEAST_HASH || (mark != '.' && mark != '_')) {
            return -1;
        }
        int time = hash + 1;
        int end = time;
        while (end < time + MOST_TIME && isOfTime(Characters.at(name, end))) {
            end++;
        }
        return end - time >= LEAST_HASH ? end : -1;
    }

    private static int endOfHash(CharSequence name, int begin, int most) {
        int end = begin;
        while (end < begin + most && Characters.isSmallHex(Characters.at(name, end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfTime(char c) {
        return Characters.isDigit(c) || c == '_';
    }
}
