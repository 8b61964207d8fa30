package dev.mesher.group;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many frames of a stack are kept, the newest ones, where a runtime or a client has such a limit. */
final class KeptFrames {
    /** V8's default {@code Error.stackTraceLimit}. A longer stack was recorded under another limit. */
    private static final int OF_V8 = 10;

    /**
     * Erlang's default {@code backtrace_depth} is 8. Sentry's clients keep 50 frames in browsers, and 100 on the JVM and in Go.
     */
    private static final Map<String, Integer> KEPT =
            Map.of("node", OF_V8, "elixir", 8, "erlang", 8, "javascript", 50, "java", 100, "go", 100);

    /** A circle of more calls than this is deep: with a few more, who entered it would not be among 50 frames. */
    private static final int DEEP = 40;

    private KeptFrames() {}

    /**
     * Whether the oldest calls may be missing, or would be missing if a recursion were somewhat deeper.
     *
     * @param platform as the client names it; null when it does not
     * @param frames of the whole stack
     * @param circle calls of its longest circle
     */
    static boolean mayBeCut(@Nullable String platform, int frames, int circle) {
        Integer kept = platform == null ? null : KEPT.get(platform.toLowerCase(Locale.ROOT));
        if (kept == null) {
            return false;
        }
        return circle > DEEP || (kept == OF_V8 ? frames == OF_V8 : frames >= kept);
    }
}
