package dev.mesher.group;

import dev.mesher.diagnostics.ThrottledLog;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.group.platform.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells an issue apart in its project: the same for every report of one fault. Of the client's own grouping, the
 * stack, the exception and the message, the first that the event has. A change of what this class or those that it asks
 * come to is a new {@link #ALGORITHM}, and a {@link FormerAlgorithm} that still comes to the old.
 */
final class Fingerprint {
    static final int ALGORITHM = 1;

    private static final ThrottledLog FAILURES = new ThrottledLog();

    private Fingerprint() {}

    /** By the event's exception type and message, when one of the rules fails with it. */
    static Grouping of(Event event) {
        try {
            return byRules(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            FAILURES.failed(
                    Fingerprint.class,
                    "an event could not be grouped; it is grouped by type and message alone",
                    failure);
            return plain(event);
        }
    }

    private static Grouping byRules(Event event) {
        if (!ClientFingerprint.isDefault(event.clientFingerprint())) {
            return Grouping.of(ALGORITHM, Grouping.Source.CLIENT, ClientFingerprint.parts(event, () -> ofServer(event)
                    .parts()));
        }
        return ofServer(event);
    }

    /** With no rule that could fail. */
    private static Grouping plain(Event event) {
        ExceptionInfo exception = event.exception();
        String type = exception == null ? null : exception.typeName();
        Part message = new Part(Part.Kind.MESSAGE, Title.plain(event));
        return type == null
                ? Grouping.of(ALGORITHM, Grouping.Source.MESSAGE, List.of(message))
                : Grouping.of(ALGORITHM, Grouping.Source.EXCEPTION, List.of(new Part(Part.Kind.TYPE, type), message));
    }

    private static Grouping ofServer(Event event) {
        List<ExceptionInfo> exceptions = Chain.of(event.exceptions());
        boolean onlySaid = exceptions.stream().allMatch(ExceptionInfo::holdsMessage);
        List<Part> stack = stack(event, exceptions);
        if (!stack.isEmpty()) {
            if (onlySaid) {
                // One function may say many things, and its stack is the same for all of them.
                stack.add(new Part(Part.Kind.MESSAGE, message(event)));
            }
            return Grouping.of(ALGORITHM, Grouping.Source.STACK, stack);
        }
        if (!onlySaid) {
            return Grouping.of(ALGORITHM, Grouping.Source.EXCEPTION, exceptions(event.platform(), exceptions));
        }
        return Grouping.of(ALGORITHM, Grouping.Source.MESSAGE, List.of(new Part(Part.Kind.MESSAGE, message(event))));
    }

    /** What the programmer wrote, where the client says it; else the message as it came out, without what varies. */
    private static String message(Event event) {
        String template = event.template();
        return MessageNormaliser.stable(
                template == null || !MessageNormaliser.saysSomething(template) ? event.message() : template);
    }

    /** Frames and types, causes first; empty when no frame says where it was. */
    private static List<Part> stack(Event event, List<ExceptionInfo> exceptions) {
        List<Part> parts = new ArrayList<>();
        boolean framesOfTheirOwn =
                exceptions.stream().anyMatch(exception -> !exception.frames().isEmpty());
        if (!framesOfTheirOwn) {
            Stack stack = Stack.of(event.platform(), event.frames(), event.exception());
            if (stack.calls(stack.hasApp()).isEmpty()) {
                return parts;
            }
            addOperation(parts, event, stack);
            stack.addTo(parts, stack.hasApp());
            exceptions.forEach(exception -> addType(parts, event.platform(), exception));
            addValue(parts, stack, event.exception());
            return parts;
        }
        List<Stack> stacks = exceptions.stream()
                .map(exception -> Stack.of(event.platform(), exception))
                .toList();
        boolean app = stacks.stream().anyMatch(Stack::hasApp);
        if (stacks.stream().allMatch(stack -> stack.calls(app).isEmpty())) {
            return parts;
        }
        addOperation(parts, event, stacks.get(stacks.size() - 1));
        for (int i = 0; i < stacks.size(); i++) {
            stacks.get(i).addTo(parts, app);
            addType(parts, event.platform(), exceptions.get(i));
            addValue(parts, stacks.get(i), exceptions.get(i));
        }
        return parts;
    }

    private static List<Part> exceptions(@Nullable String platform, List<ExceptionInfo> exceptions) {
        List<Part> parts = new ArrayList<>();
        for (ExceptionInfo exception : exceptions) {
            String type = exception.typeName();
            parts.add(new Part(Part.Kind.TYPE, type == null ? "" : Names.type(platform, type)));
            parts.add(new Part(
                    Part.Kind.VALUE, exception.value() == null ? "" : MessageNormaliser.stable(exception.value())));
        }
        return parts;
    }

    /** What a server was asked to do says which handler ran, when a bundler and a minifier left no name of it. */
    private static void addOperation(List<Part> parts, Event event, Stack thrown) {
        String operation = thrown.beganSilently() ? Operation.stable(event.transaction()) : "";
        if (!operation.isEmpty()) {
            parts.add(new Part(Part.Kind.TRANSACTION, operation));
        }
    }

    /** When the stack says little, the exception's value tells one fault from another. A message is a part of its own. */
    private static void addValue(List<Part> parts, Stack stack, @Nullable ExceptionInfo exception) {
        if (stack.saysLittle() && exception != null && exception.value() != null && !exception.holdsMessage()) {
            parts.add(new Part(Part.Kind.VALUE, MessageNormaliser.stable(exception.value())));
        }
    }

    private static void addType(List<Part> parts, @Nullable String platform, ExceptionInfo exception) {
        boolean synthetic =
                exception.mechanism() != null && exception.mechanism().synthetic();
        if (exception.typeName() != null && !synthetic) {
            parts.add(new Part(Part.Kind.TYPE, Names.type(platform, exception.typeName())));
        }
    }
}
