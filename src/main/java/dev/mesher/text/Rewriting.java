package dev.mesher.text;

import org.jspecify.annotations.Nullable;

/** A copy of a text in which some places are replaced, from the start to the end. */
public final class Rewriting {
    private final CharSequence text;

    /** Null until a place is replaced: in most texts none is. */
    private @Nullable StringBuilder out;

    private int done;

    public Rewriting(CharSequence text) {
        this.text = text;
    }

    /** The end of the last replaced place; 0 when there is none. */
    public int done() {
        return done;
    }

    /**
     * Replaces the text from {@code start} to {@code end}.
     *
     * @param start {@link #done} or later
     */
    public void replace(int start, int end, String replacement) {
        StringBuilder written = out == null ? new StringBuilder() : out;
        out = written.append(text, done, start).append(replacement);
        done = end;
    }

    /** The new text up to the position {@code end} of the original one. Must be the last call. */
    public String upTo(int end) {
        return done == 0 || out == null
                ? text.subSequence(0, end).toString()
                : out.append(text, done, end).toString();
    }
}
