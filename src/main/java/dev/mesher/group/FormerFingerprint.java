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
        return digest(basis(event));
    }

    /** The same with what it is made of. */
    static Grouping explain(Event event) {
        Basis basis = basis(event);
        return new Grouping(ALGORITHM, digest(basis), basis.source, parts(basis));
    }

    /** The texts that are digested, in order. */
    private record Basis(Grouping.Source source, List<String> texts) {}

    private static Basis basis(Event event) {
        if (!event.clientFingerprint().isEmpty()) {
            return new Basis(Grouping.Source.CLIENT, event.clientFingerprint());
        }
        List<String> stack = stack(event);
        if (!stack.isEmpty()) {
            return new Basis(Grouping.Source.STACK, stack);
        }
        ExceptionInfo exception = event.exception();
        if (exception != null) {
            return new Basis(
                    Grouping.Source.EXCEPTION,
                    List.of(
                            exception.typeName() == null ? "" : exception.typeName(),
                            exception.value() == null ? "" : Normaliser.normalise(exception.value())));
        }
        return new Basis(Grouping.Source.MESSAGE, List.of(Normaliser.normalise(event.message())));
    }

    private static List<Part> parts(Basis basis) {
        List<String> texts = basis.texts;
        return switch (basis.source) {
            case CLIENT ->
                texts.stream().map(text -> new Part(Part.Kind.CLIENT, text)).toList();
            case STACK -> frames(texts);
            case EXCEPTION -> List.of(new Part(Part.Kind.TYPE, texts.get(0)), new Part(Part.Kind.VALUE, texts.get(1)));
            case MESSAGE -> List.of(new Part(Part.Kind.MESSAGE, texts.get(0)));
        };
    }

    /** Each frame is two texts; a single last one is the type. */
    private static List<Part> frames(List<String> texts) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            parts.add(new Part(Part.Kind.FRAME, texts.get(i) + ' ' + texts.get(i + 1)));
        }
        if (texts.size() % 2 == 1) {
            parts.add(new Part(Part.Kind.TYPE, texts.get(texts.size() - 1)));
        }
        return parts;
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

    private static String digest(Basis basis) {
        return Digest.of(basis.source.wireName(), basis.texts, Function.identity());
    }
}
