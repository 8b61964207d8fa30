package dev.mesher.search;

/**
 * A row of letters and digits that may consist of several words. {@code getHTTPResponseCode} consists of {@code get},
 * {@code HTTP}, {@code Response} and {@code Code}, and {@code utf8mb4} of {@code utf}, {@code 8}, {@code mb} and
 * {@code 4}. These are its pieces. A search finds it by each piece, by two or three successive pieces, and by the
 * whole.
 */
final class Identifier {
    /** Most pieces. An identifier with more was not written by hand, and is only found as a whole. */
    private static final int MOST_PIECES = 32;

    private static final int MOST_JOINED = 3;

    /**
     * An identifier with at least this many pieces is random, such as an id or Base64, if its pieces are shorter than
     * {@link #LEAST_LENGTH} on average.
     */
    private static final int MANY_PIECES = 5;

    private static final double LEAST_LENGTH = 2.5;

    private enum Kind {
        CAPITAL,
        LETTER,
        DIGIT
    }

    private final String name;
    private final String small;

    /** The starts of the pieces, and the end. Empty for identifiers of one piece, which are the most frequent. */
    private int[] bounds = {};

    private int pieces;

    /**
     * Splits an identifier.
     *
     * @param name letters, digits and combining marks, beginning with a letter or a digit
     */
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

    /** The whole identifier in lower case. */
    String whole() {
        return small;
    }

    /**
     * Passes the pieces and the successive pieces to {@code found}. Passes nothing when there is one piece, or when the
     * identifier is random.
     */
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

    /** Finds the pieces. False when there is one, or more than {@link #MOST_PIECES}. */
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
                    // Lower case after several capitals belongs to the last capital: HTTP, Server. After one capital
                    // both belong to the same word.
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

    /** Adds the end of a piece. False when there are too many. */
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

    /** Whether the pieces are as short as those of UUIDs and hashes. */
    private boolean isRandom() {
        return (pieces >= MANY_PIECES && name.length() < LEAST_LENGTH * pieces)
                || (pieces > 2 && name.chars().allMatch(Identifier::isHex));
    }

    private static boolean isHex(int c) {
        return Character.digit(c, 16) >= 0;
    }
}
