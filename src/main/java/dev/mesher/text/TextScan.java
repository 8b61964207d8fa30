package dev.mesher.text;

import java.util.function.Function;

/**
 * A scan written by hand where a regular expression would be slow: what it makes of a text, and the longest text that it
 * reads. Held to the same as a {@link TextPattern}: linear in time, constant in stack.
 */
public final class TextScan {
    private final Function<CharSequence, String> scan;
    private final int longest;

    private TextScan(Function<CharSequence, String> scan, int longest) {
        this.scan = scan;
        this.longest = longest;
    }

    /**
     * For a static field.
     *
     * @param longest a longer text stays as it is
     */
    public static TextScan of(Function<CharSequence, String> scan, int longest) {
        return new TextScan(scan, longest);
    }

    Function<CharSequence, String> scan() {
        return scan;
    }

    /** In UTF-16 units. */
    public int longest() {
        return longest;
    }

    public String apply(CharSequence text) {
        return text.length() <= longest ? scan.apply(text) : text.toString();
    }
}
