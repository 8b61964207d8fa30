package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * One call of a stack trace, as far as grouping needs it. Each part may be missing.
 *
 * @param module class, package or module that holds the function
 * @param absPath path or URL of the file, where {@code filename} is a short or relative one
 * @param library the binary or package that the code was loaded from
 * @param lineno counted from 1
 * @param inApp null when the client did not say
 */
public record StackFrame(
        @Nullable String filename,
        @Nullable String function,
        @Nullable String module,
        @Nullable String absPath,
        @Nullable String library,
        @Nullable String contextLine,
        @Nullable Integer lineno,
        @Nullable Boolean inApp) {

    /** A frame of which only these are known. */
    public static StackFrame of(@Nullable String filename, @Nullable String function, @Nullable Boolean inApp) {
        return new StackFrame(filename, function, null, null, null, null, null, inApp);
    }
}
