package dev.mesher.text;

/** Text that counts how many of its characters are read, and stops who reads too many. */
public final class CountedText implements CharSequence {
    private final String text;
    private final long most;
    private long reads;

    /** @param most reads; one more is an {@link Exceeded} */
    public CountedText(String text, long most) {
        this.text = text;
        this.most = most;
    }

    public long reads() {
        return reads;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        count(1);
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        count(end - start);
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        count(text.length());
        return text;
    }

    private void count(int more) {
        reads += more;
        if (reads > most) {
            throw new Exceeded();
        }
    }

    /** Without a trace, which a small stack would have no room for. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exceeded() {
            super("too many reads", null, false, false);
        }
    }
}
