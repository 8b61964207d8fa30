package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import dev.mesher.text.Characters;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of a JavaScript frame beside its {@link Call}. A bundler names its file, and a minifier its function.
 *
 * @param bundled whether the file's name has the hash of a bundler
 * @param file whether the frame names a script's file. An inline script has its page's address instead.
 * @param tells whether the call's place has a word that somebody wrote, beside hashes and numbers
 * @param global whether the function is one of the global object's: of its name there is one in a page
 * @param minified whether the function has a name that a minifier made up
 */
public record Script(boolean bundled, boolean file, boolean tells, boolean global, boolean minified) {
    private static final String HASH = "<hash>";

    private static final List<String> GLOBALS = List.of("window.", "globalThis.", "self.", "global.");

    private static final List<String> ENDINGS =
            List.of(".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".tsx", ".vue", ".svelte", ".bundle", ".jsbundle");

    /** Words that bundlers put into the name of every file. */
    private static final Set<String> BUNDLERS_WORDS = Set.of("js", "mjs", "cjs", "chunk", "chunks", "bundle", "min");

    static Script of(StackFrame frame, String place, String function) {
        String name = JavaScriptRules.plainName(Rules.text(frame.function()));
        return new Script(
                place.contains(HASH),
                isFile(SourcePath.withoutQuery(Rules.text(frame.filename()))),
                hasWord(place),
                GLOBALS.stream().anyMatch(name::startsWith),
                function.isEmpty() && JavaScriptRules.minified(name));
    }

    private static boolean isFile(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/')
                && ENDINGS.contains(path.substring(dot).toLowerCase(Locale.ROOT));
    }

    private static boolean hasWord(String place) {
        int at = 0;
        while (at < place.length()) {
            int start = at;
            while (Character.isLetter(Characters.at(place, at))) {
                at++;
            }
            if (at > start && !BUNDLERS_WORDS.contains(place.substring(start, at))) {
                return true;
            }
            at = Characters.isAt(place, at, HASH) ? at + HASH.length() : Math.max(at, start + 1);
        }
        return false;
    }
}
