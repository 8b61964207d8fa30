package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions and the stack of an event: {@code exception} and {@code stacktrace} are those of what was thrown, which
 * are checked; {@code exceptions} holds the whole chain, causes first, each with its own {@code stacktrace}, read as far
 * as it can be.
 */
public final class Stacks {
    /** What grouping reads of a frame's module, package and line, in characters. */
    public static final int FRAME_NAME_LENGTH = NativeEvent.NAME_LENGTH;

    private static final int FRAMES = 500;
    private static final int EXCEPTIONS = 50;

    private Stacks() {}

    /** The event's own stack; of more frames than a reader looks at, the first. */
    static List<StackFrame> frames(Fields event) {
        JsonNode array = event.array("stacktrace");
        if (array == null) {
            return List.of();
        }
        List<StackFrame> frames = new ArrayList<>(Math.min(array.size(), FRAMES));
        FieldPath stack = event.at("stacktrace");
        for (int i = 0; i < array.size(); i++) {
            Fields frame = Fields.of(array.get(i), stack.element(i));
            StackFrame decoded = frame(
                    frame,
                    frame.column("filename", NativeEvent.MESSAGE_LENGTH),
                    frame.column("function_name", NativeEvent.MESSAGE_LENGTH),
                    frame.bool("in_app"));
            if (i < FRAMES) {
                frames.add(decoded);
            }
        }
        return List.copyOf(frames);
    }

    /** The chain; or else the event's one exception, with the event's own stack. */
    static List<ExceptionInfo> exceptions(Fields event, List<StackFrame> frames) {
        ExceptionInfo thrown = thrown(event, frames);
        JsonNode chain = event.node().get("exceptions");
        if (chain == null || !chain.isArray() || chain.isEmpty()) {
            return thrown == null ? List.of() : List.of(thrown);
        }
        List<ExceptionInfo> exceptions = new ArrayList<>();
        for (int i = Math.max(0, chain.size() - EXCEPTIONS); i < chain.size(); i++) {
            if (chain.get(i).isObject()) {
                exceptions.add(link(Fields.of(chain.get(i), FieldPath.ROOT)));
            }
        }
        return List.copyOf(exceptions);
    }

    /** Null when neither type nor value is there. */
    private static @Nullable ExceptionInfo thrown(Fields event, List<StackFrame> frames) {
        Fields exception = event.object("exception");
        if (exception == null) {
            return null;
        }
        String type = exception.column("type_name", NativeEvent.NAME_LENGTH);
        String value = exception.column("value", NativeEvent.MESSAGE_LENGTH);
        String module = exception.column("module_name", NativeEvent.NAME_LENGTH);
        return type == null && value == null ? null : new ExceptionInfo(type, value, module, frames, null);
    }

    private static ExceptionInfo link(Fields exception) {
        List<StackFrame> frames = new ArrayList<>();
        JsonNode array = exception.node().path("stacktrace");
        for (int i = 0; i < Math.min(array.size(), FRAMES); i++) {
            if (array.get(i) != null && array.get(i).isObject()) {
                Fields frame = Fields.of(array.get(i), FieldPath.ROOT);
                JsonNode inApp = frame.node().path("in_app");
                frames.add(frame(
                        frame,
                        frame.optional("filename", NativeEvent.MESSAGE_LENGTH),
                        frame.optional("function_name", NativeEvent.MESSAGE_LENGTH),
                        inApp.isBoolean() ? inApp.booleanValue() : null));
            }
        }
        return new ExceptionInfo(
                exception.optional("type_name", NativeEvent.NAME_LENGTH),
                exception.optional("value", NativeEvent.MESSAGE_LENGTH),
                exception.optional("module_name", NativeEvent.NAME_LENGTH),
                List.copyOf(frames),
                mechanism(exception.node().path("mechanism")));
    }

    private static ExceptionInfo.@Nullable Mechanism mechanism(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Fields mechanism = Fields.of(node, FieldPath.ROOT);
        return new ExceptionInfo.Mechanism(
                node.path("synthetic").asBoolean(),
                mechanism.optionalInt("exception_id"),
                mechanism.optionalInt("parent_id"),
                node.path("is_exception_group").asBoolean(),
                ExceptionInfo.Mechanism.SUPPRESSED.equals(node.path("type").asText()),
                mechanism.optionalInt("main_exception_id"));
    }

    private static StackFrame frame(
            Fields frame, @Nullable String filename, @Nullable String function, @Nullable Boolean inApp) {
        return new StackFrame(
                filename,
                function,
                frame.optional("module", FRAME_NAME_LENGTH),
                frame.optional("abs_path", NativeEvent.MESSAGE_LENGTH),
                frame.optional("package", FRAME_NAME_LENGTH),
                frame.optional("context_line", FRAME_NAME_LENGTH),
                frame.optionalInt("lineno"),
                inApp);
    }
}
