package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * One call of a stack trace, as far as grouping needs it.
 *
 * @param inApp null when the client did not say
 */
public record StackFrame(@Nullable String filename, @Nullable String function, @Nullable Boolean inApp) {}
