package dev.mesher.group.platform;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/** The template arguments and parameters in the names of functions of Rust, C++ and Swift. */
final class NativeArguments {
    /** Without {@code <…>} at any place, and without the first {@code (} outside of them and what follows it. */
    static final TextScan REMOVED = TextScan.of(NativeArguments::removed, NativeArguments.LONGEST);

    /** A name in which {@code $_1} and its like became <code>{lambda}</code> is less than three times as long. */
    private static final int LONGEST = 3 * Rules.LONGEST;

    private static final String NAMESPACE = "(anonymous";

    private NativeArguments() {}

    private static String removed(CharSequence name) {
        Rewriting out = new Rewriting(name);
        int length = name.length();
        int depth = 0;
        int open = 0;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c == '<') {
                open = depth == 0 ? i : open;
                depth++;
            } else if (c == '>' && depth > 0) {
                depth--;
                if (depth == 0) {
                    out.replace(open, i + 1, "");
                }
            } else if (c == '(' && depth == 0 && i > 0 && !Characters.isAt(name, i, NAMESPACE)) {
                return out.upTo(i);
            }
        }
        return out.upTo(depth == 0 ? length : open);
    }
}
