package dev.mesher.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exception that an event reports; each part may be missing.
 *
 * @param frames its stack, oldest call first; empty when it has none
 * @param mechanism how it was caught, and its place in a group of exceptions; null when the client did not say
 */
public record ExceptionInfo(
        @Nullable String typeName,
        @Nullable String value,
        @Nullable String moduleName,
        List<StackFrame> frames,
        @Nullable Mechanism mechanism) {

    /**
     * How an exception came to be reported.
     *
     * @param synthetic the type is the reporter's, not the program's
     * @param id of this exception in its event; null when it has none
     * @param parentId of the exception that this one is a cause or a member of; null at the root
     * @param group whether it only holds others together
     * @param suppressed whether it happened while another one was on its way, as when a resource is closed
     * @param mainId of the exception that the client holds for the main one of the event; null when it names none
     */
    public record Mechanism(
            boolean synthetic,
            @Nullable Integer id,
            @Nullable Integer parentId,
            boolean group,
            boolean suppressed,
            @Nullable Integer mainId) {
        /** The value of {@code type} by which clients mark a suppressed exception. */
        public static final String SUPPRESSED = "suppressed";
    }

    /** Nothing was thrown: the client made it up, to attach a stack to a message. */
    public boolean holdsMessage() {
        return typeName == null && value != null && !value.isBlank() && mechanism != null && mechanism.synthetic();
    }

    /** An exception without a stack of its own. */
    public static ExceptionInfo of(@Nullable String typeName, @Nullable String value, @Nullable String moduleName) {
        return new ExceptionInfo(typeName, value, moduleName, List.of(), null);
    }
}
