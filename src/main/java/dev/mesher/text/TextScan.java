package dev.mesher.text;

import java.util.function.Function;

/**
 * A hand-written conversion of text where a regular expression would be slow, with a maximum length. The rules of
 * {@link TextPattern} apply: its time must be linear, and its stack must not grow with the text.
 */
public final class TextScan {
    private final Function<CharSequence, String> scan;
    private final int longest;

    private TextScan(Function<CharSequence, String> scan, int longest) {
        this.scan = scan;
        this.longest = longest;
    }

    /**
     * Creates a scan. To be used for a static field.
     *
     * @param scan converts a text of up to {@code longest} UTF-16 units
     * @param longest a longer text stays unchanged
     */
    public static TextScan of(Function<CharSequence, String> scan, int longest) {
        return new TextScan(scan, longest);
    }

    Function<CharSequence, String> scan() {
        return scan;
    }

    /** The maximum length of a text, in UTF-16 units. */
    public int longest() {
        return longest;
    }

    /** The converted text. A text that is too long is returned unchanged. */
    public String apply(CharSequence text) {
        return text.length() <= longest ? scan.apply(text) : text.toString();
    }
}
