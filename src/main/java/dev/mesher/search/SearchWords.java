package dev.mesher.search;

import java.lang.Character.UnicodeScript;

/**
 * Cuts text into the words by which it is found, in one way for the index, for a query and for the comparison of both. A
 * word is a row of letters and digits, in small letters. An {@link Identifier} has its pieces besides. Scripts that put no
 * blanks between words, or write endings without one (Korean), give every two characters that follow each other.
 */
final class SearchWords {
    /** Of a longer word the beginning counts, in the index as in a query. In UTF-16 units; PostgreSQL's index takes no more than 2,700 bytes. */
    static final int LONGEST = 500;

    /** Below it no script goes without blanks. */
    private static final int FIRST_WITHOUT_BLANKS = 0x0E00;

    /** These signs make a vowel long and belong to both scripts of Japanese. */
    private static final int LONG_VOWEL = 0x30FC;

    private static final int NARROW_LONG_VOWEL = 0xFF70;

    private final CharSequence text;
    private final Found found;

    private SearchWords(CharSequence text, Found found) {
        this.text = text;
        this.found = found;
    }

    /** Takes what is found in a text. */
    interface Found {
        /** What a query must have in common with the text, as often as it is there. */
        void word(String word);

        /** By which the text is found, too. */
        void piece(String piece);

        /** A row of two characters or more without blanks: its words stand side by side. */
        void row(String row);
    }

    /** Reads each character a few times at most. */
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

    /** Only letters, digits and marks of such a script: its other signs part words, as everywhere. */
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
