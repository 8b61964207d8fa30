package dev.mesher.text;

/** Finds closing brackets. Asked for places that never go back, it reads a text once. */
public final class Brackets {
    /** There is none. */
    public static final int NONE = Integer.MAX_VALUE;

    private final CharSequence text;
    private final char closing;
    private int next = -1;

    public Brackets(CharSequence text, char closing) {
        this.text = text;
        this.closing = closing;
    }

    /** Where the next closing bracket is, at {@code from} or later; {@link #NONE} when there is none. */
    public int closing(int from) {
        if (next < from) {
            int found = Characters.indexOf(text, closing, from);
            next = found < 0 ? NONE : found;
        }
        return next;
    }
}
