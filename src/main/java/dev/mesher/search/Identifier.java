package dev.mesher.search;

/**
 * A row of letters and digits that may be several words: {@code getHTTPResponseCode} is {@code get}, {@code HTTP},
 * {@code Response} and {@code Code}, {@code utf8mb4} is {@code utf}, {@code 8}, {@code mb} and {@code 4}. It is found by
 * each of these, by two or three that follow each other, and by the whole.
 */
final class Identifier {
    /** Nobody writes one of more by hand: only the whole of it is found. */
    private static final int MOST_PIECES = 32;

    private static final int MOST_JOINED = 3;

    /** With so many pieces that are shorter than {@link #LEAST_LENGTH} on average, it is random (an id, a hash in base 64). */
    private static final int MANY_PIECES = 5;

    private static final double LEAST_LENGTH = 2.5;

    private enum Kind {
        CAPITAL,
        LETTER,
        DIGIT
    }

    private final String name;
    private final String small;

    /** Where pieces begin, then the end. Most identifiers are one piece and need none. */
    private int[] bounds = {};

    private int pieces;

    /** @param name letters, digits and marks, of which a letter or a digit is the first */
    Identifier(String name) {
        int end = Math.min(name.length(), SearchWords.LONGEST);
        if (end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        this.name = name.substring(0, end);
        StringBuilder out = new StringBuilder(end);
        this.name.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
        small = out.toString();
    }

    /** In small letters. */
    String whole() {
        return small;
    }

    /** All but the whole; none when it is one word, or random. */
    void pieces(SearchWords.Found found) {
        if (small.length() != name.length() || !divided() || isRandom()) {
            return;
        }
        for (int first = 0; first < pieces; first++) {
            for (int last = first; last < Math.min(pieces, first + MOST_JOINED); last++) {
                if (last - first + 1 < pieces) {
                    found.piece(small.substring(bounds[first], bounds[last + 1]));
                }
            }
        }
    }

    /** False when it is one piece, or too many. */
    private boolean divided() {
        pieces = 0;
        Kind before = kind(name.codePointAt(0));
        int last = 0;
        int capitals = 0;
        for (int at = 0; at < name.length(); ) {
            int character = name.codePointAt(at);
            if (Character.isLetterOrDigit(character)) {
                Kind kind = kind(character);
                if (kind != before) {
                    // A letter after capitals belongs to the last of them: HTTP, Server. After one, both are of one
                    // word.
                    boolean lastCapital = before == Kind.CAPITAL && kind == Kind.LETTER;
                    if (!(lastCapital && capitals == 1) && !bound(lastCapital ? last : at)) {
                        return false;
                    }
                }
                capitals = kind == Kind.CAPITAL ? capitals + 1 : 0;
                before = kind;
                last = at;
            }
            at += Character.charCount(character);
        }
        return pieces > 0 && bound(name.length());
    }

    /** False when there are too many. */
    private boolean bound(int end) {
        if (pieces == 0) {
            bounds = new int[MOST_PIECES + 1];
        }
        if (pieces == MOST_PIECES) {
            return false;
        }
        bounds[++pieces] = end;
        return true;
    }

    private static Kind kind(int character) {
        if (Character.isDigit(character)) {
            return Kind.DIGIT;
        }
        return Character.isUpperCase(character) ? Kind.CAPITAL : Kind.LETTER;
    }

    /** As the parts of a UUID and hashes are. */
    private boolean isRandom() {
        return (pieces >= MANY_PIECES && name.length() < LEAST_LENGTH * pieces)
                || (pieces > 2 && name.chars().allMatch(Identifier::isHex));
    }

    private static boolean isHex(int c) {
        return Character.digit(c, 16) >= 0;
    }
}
