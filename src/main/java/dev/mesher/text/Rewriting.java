package dev.mesher.text;

/** A text in which some places are replaced, from the front to the end. */
public final class Rewriting {
    private final CharSequence text;
    private final StringBuilder out = new StringBuilder();
    private int done;

    public Rewriting(CharSequence text) {
        this.text = text;
    }

    /** Where the last replaced place ends; 0 when there is none. */
    public int done() {
        return done;
    }

    /**
     * Puts {@code replacement} in place of what stands from {@code start} to {@code end}.
     *
     * @param start {@link #done} or later
     */
    public void replace(int start, int end, String replacement) {
        out.append(text, done, start).append(replacement);
        done = end;
    }

    /** The text as it is now, up to {@code end}. */
    public String upTo(int end) {
        return done == 0
                ? text.subSequence(0, end).toString()
                : out.append(text, done, end).toString();
    }
}
