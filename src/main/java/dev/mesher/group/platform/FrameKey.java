package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a frame that are the same in every event. What is made of them is remembered under them. */
record FrameKey(
        @Nullable String platform,
        @Nullable String filename,
        @Nullable String function,
        @Nullable String module,
        @Nullable String absPath,
        @Nullable String library) {
    /** Longest key that is worth remembering, in characters of all its parts together. */
    private static final int LONGEST = 600;

    static FrameKey of(@Nullable String platform, StackFrame frame) {
        return new FrameKey(
                platform, frame.filename(), frame.function(), frame.module(), frame.absPath(), frame.library());
    }

    /** A frame that has these parts alone. */
    StackFrame frame() {
        return new StackFrame(filename, function, module, absPath, library, null, null, null);
    }

    /** Written out, as is {@link #equals}: a record's own run through method handles, some 3 % of a node's time. */
    @Override
    public int hashCode() {
        int hash = Objects.hashCode(filename);
        hash = 31 * hash + Objects.hashCode(function);
        return 31 * hash + Objects.hashCode(module);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrameKey key
                && Objects.equals(function, key.function)
                && Objects.equals(filename, key.filename)
                && Objects.equals(module, key.module)
                && Objects.equals(absPath, key.absPath)
                && Objects.equals(library, key.library)
                && Objects.equals(platform, key.platform);
    }

    /** Whether it is worth remembering. */
    boolean isShort() {
        return length(filename) + length(function) + length(module) + length(absPath) + length(library) <= LONGEST;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
