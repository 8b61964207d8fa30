package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * One call of a stack trace, with the fields that grouping needs. Each may be missing.
 *
 * @param module class, package or module of the function
 * @param absPath path or URL of the file; {@code filename} may be short or relative
 * @param library the binary or package that the code was loaded from
 * @param lineno line number, from 1
 * @param inApp whether the code belongs to the application; null when the client did not say
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

    /** A frame with only these fields. */
    public static StackFrame of(@Nullable String filename, @Nullable String function, @Nullable Boolean inApp) {
        return new StackFrame(filename, function, null, null, null, null, null, inApp);
    }
}
