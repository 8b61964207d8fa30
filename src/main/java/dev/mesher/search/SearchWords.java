package dev.mesher.search;

import java.lang.Character.UnicodeScript;

/**
 * Splits text into words. The index, queries and the comparison of both all use it. A word is a row of letters and
 * digits, in lower case. An {@link Identifier} also has pieces. Some scripts have no blanks between words, or add
 * endings to words without a blank (Korean). In these, every two successive characters are a word.
 */
final class SearchWords {
    /**
     * Most UTF-16 units of a word. Longer words are cut, both in the index and in a query. PostgreSQL's index accepts
     * at most 2,700 bytes.
     */
    static final int LONGEST = 500;

    /** The first character of the scripts without blanks. */
    private static final int FIRST_WITHOUT_BLANKS = 0x0E00;

    /** The sign for a long vowel, which belongs to both scripts of Japanese. */
    private static final int LONG_VOWEL = 0x30FC;

    private static final int NARROW_LONG_VOWEL = 0xFF70;

    private final CharSequence text;
    private final Found found;

    private SearchWords(CharSequence text, Found found) {
        this.text = text;
        this.found = found;
    }

    /** Receives what is found in a text. */
    interface Found {
        /** A word that a text must contain. Called once for each occurrence. */
        void word(String word);

        /** A piece of an identifier, by which the text is found too. */
        void piece(String piece);

        /**
         * A row of at least two characters without blanks. Its words were passed before, and must be adjacent in the
         * text.
         */
        void row(String row);
    }

    /** Splits the text. Reads each character a few times at most. */
    static void cut(CharSequence text, Found found) {
        new SearchWords(text, found).cut();
    }

    private void cut() {
        int at = 0;
        while (at < text.length()) {
            int character = Character.codePointAt(text, at);
            if (withoutBlanks(character)) {
                at = row(at);
            } else if (Character.isLetterOrDigit(character)) {
                at = identifier(at);
            } else {
                at += Character.charCount(character);
            }
        }
    }

    private int identifier(int start) {
        int end = start;
        while (end < text.length()) {
            int character = Character.codePointAt(text, end);
            if (!(Character.isLetterOrDigit(character) || isMark(character)) || withoutBlanks(character)) {
                break;
            }
            end += Character.charCount(character);
        }
        Identifier identifier = new Identifier(text.subSequence(start, end).toString());
        found.word(identifier.whole());
        identifier.pieces(found);
        return end;
    }

    private int row(int start) {
        int before = start;
        int at = start;
        int count = 0;
        while (at < text.length()) {
            int character = Character.codePointAt(text, at);
            if (!withoutBlanks(character) && !(count > 0 && isMark(character))) {
                break;
            }
            int next = at + Character.charCount(character);
            if (count > 0) {
                found.word(text.subSequence(before, next).toString());
            }
            if (Character.isIdeographic(character)) {
                found.piece(text.subSequence(at, next).toString());
            }
            before = at;
            at = next;
            count++;
        }
        String row = text.subSequence(start, at).toString();
        if (count > 1) {
            found.row(row);
        } else {
            found.word(row);
        }
        return at;
    }

    /**
     * Whether this is a letter, digit or mark of such a script. Other signs of the script separate words, as in all
     * scripts.
     */
    private static boolean withoutBlanks(int character) {
        if (character < FIRST_WITHOUT_BLANKS || !(Character.isLetterOrDigit(character) || isMark(character))) {
            return false;
        }
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            case COMMON -> character == LONG_VOWEL || character == NARROW_LONG_VOWEL;
            default -> false;
        };
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
