package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an issue is called in a list: what happened, and where. */
final class Title {
    private static final int MAX_LENGTH = 200;

    private Title() {}

    /** {@code Type: first line of the value}, or the first line of the message. */
    static String of(Event event) {
        ExceptionInfo exception = event.exception();
        if (exception == null) {
            return firstLine(event.message());
        }
        if (exception.typeName() == null) {
            return firstLine(exception.value() == null ? event.message() : exception.value());
        }
        return exception.value() == null
                ? exception.typeName()
                : firstLine(exception.typeName() + ": " + exception.value().strip());
    }

    /** File and function of the in-app frame that failed; of the last frame when none is marked. */
    static @Nullable String culprit(Event event) {
        List<StackFrame> frames = event.frames();
        if (frames.isEmpty()) {
            return null;
        }
        StackFrame failed = frames.get(frames.size() - 1);
        for (StackFrame frame : frames) {
            if (Boolean.TRUE.equals(frame.inApp())) {
                failed = frame;
            }
        }
        if (failed.filename() == null || failed.function() == null) {
            return failed.filename() == null ? failed.function() : cut(failed.filename());
        }
        return cut(failed.filename() + " in " + failed.function());
    }

    private static String firstLine(String text) {
        return cut(text.strip().lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return text.substring(0, end) + "…";
    }
}
