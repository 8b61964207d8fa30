package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The fingerprint by the algorithm before the current one: by it the issues are found that it opened. Never to be changed,
 * nor {@link SourceFile} or {@link Normaliser}, which it reads with.
 */
final class FormerFingerprint {
    static final int ALGORITHM = 1;

    private FormerFingerprint() {}

    static String of(Event event) {
        return of(event, Normaliser::normalise);
    }

    /** @param normaliser {@link Normaliser#normalise}, which may remember what it was asked before */
    static String of(Event event, Function<String, String> normaliser) {
        if (!event.clientFingerprint().isEmpty()) {
            return digest("client", event.clientFingerprint());
        }
        List<String> stack = stack(event);
        if (!stack.isEmpty()) {
            return digest("stack", stack);
        }
        ExceptionInfo exception = event.exception();
        if (exception != null) {
            return digest(
                    "exception",
                    List.of(
                            exception.typeName() == null ? "" : exception.typeName(),
                            exception.value() == null ? "" : normaliser.apply(exception.value())));
        }
        return digest("message", List.of(normaliser.apply(event.message())));
    }

    /** The exception's type, and file and function of each in-app frame; of all frames when none is marked. */
    private static List<String> stack(Event event) {
        boolean marked = event.frames().stream().anyMatch(frame -> Boolean.TRUE.equals(frame.inApp()));
        List<String> parts = new ArrayList<>();
        for (StackFrame frame : event.frames()) {
            boolean foreign = marked && !Boolean.TRUE.equals(frame.inApp());
            boolean nameless = frame.filename() == null && frame.function() == null;
            if (foreign || nameless) {
                continue;
            }
            parts.add(frame.filename() == null ? "" : SourceFile.stable(frame.filename()));
            parts.add(frame.function() == null ? "" : frame.function());
        }
        ExceptionInfo exception = event.exception();
        if (!parts.isEmpty() && exception != null && exception.typeName() != null) {
            parts.add(exception.typeName());
        }
        return parts;
    }

    private static String digest(String kind, List<String> parts) {
        return Digest.of(kind, parts, Function.identity());
    }
}
