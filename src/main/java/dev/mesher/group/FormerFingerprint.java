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
                            exception.value() == null ? "" : Normaliser.normalise(exception.value())));
        }
        return digest("message", List.of(Normaliser.normalise(event.message())));
    }

    /** The same with what it is made of. */
    static Grouping explain(Event event) {
        List<Part> parts = new ArrayList<>();
        Grouping.Source source;
        List<String> stack = stack(event);
        ExceptionInfo exception = event.exception();
        if (!event.clientFingerprint().isEmpty()) {
            source = Grouping.Source.CLIENT;
            event.clientFingerprint().forEach(text -> parts.add(new Part(Part.Kind.CLIENT, text)));
        } else if (!stack.isEmpty()) {
            source = Grouping.Source.STACK;
            for (int i = 0; i + 1 < stack.size(); i += 2) {
                parts.add(new Part(Part.Kind.FRAME, stack.get(i) + ' ' + stack.get(i + 1)));
            }
            if (stack.size() % 2 == 1) {
                parts.add(new Part(Part.Kind.TYPE, stack.get(stack.size() - 1)));
            }
        } else if (exception != null) {
            source = Grouping.Source.EXCEPTION;
            parts.add(new Part(Part.Kind.TYPE, exception.typeName() == null ? "" : exception.typeName()));
            String value = exception.value();
            parts.add(new Part(Part.Kind.VALUE, value == null ? "" : Normaliser.normalise(value)));
        } else {
            source = Grouping.Source.MESSAGE;
            parts.add(new Part(Part.Kind.MESSAGE, Normaliser.normalise(event.message())));
        }
        return new Grouping(ALGORITHM, of(event), source, parts);
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
