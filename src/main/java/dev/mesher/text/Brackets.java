package dev.mesher.text;

/** Finds closing brackets. If the positions that are asked for never decrease, the text is read only once. */
public final class Brackets {
    /** The result when there is no closing bracket. */
    public static final int NONE = Integer.MAX_VALUE;

    private final CharSequence text;
    private final char closing;
    private int next = -1;

    /**
     * Creates it for one text.
     *
     * @param closing the closing bracket that is looked for
     */
    public Brackets(CharSequence text, char closing) {
        this.text = text;
        this.closing = closing;
    }

    /** The position of the next closing bracket at {@code from} or later; {@link #NONE} when there is none. */
    public int closing(int from) {
        if (next < from) {
            int found = Characters.indexOf(text, closing, from);
            next = found < 0 ? NONE : found;
        }
        return next;
    }
}
