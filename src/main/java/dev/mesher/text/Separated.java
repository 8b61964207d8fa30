package dev.mesher.text;

import java.util.ArrayList;
import java.util.List;

/** Splits text at a separator. */
public final class Separated {
    private Separated() {}

    /** All parts, including empty ones. There is one part more than separators. */
    public static List<String> by(char separator, String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            parts.add(text.substring(start, at));
            start = at + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
