package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mesher.decode.EventJson;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.NumberedList;
import dev.mesher.decode.Stacks;
import dev.mesher.decode.Text;
import dev.mesher.event.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes stack traces, oldest call first as clients send them. A very long one keeps both ends. */
final class Frames {
    private static final int MOST = 250;
    private static final int OLDEST = 50;

    /** Only this many of the newest frames keep their variables. Those of older frames are many and of little use. */
    private static final int WITH_VARIABLES = 50;

    private static final int VARIABLES_CHARACTERS = 16 * 1024;
    private static final int VARIABLES_DEPTH = 6;
    private static final int PATH_LENGTH = 2_048;
    private static final int NAME_LENGTH = 512;
    private static final int LINE_LENGTH = 1_024;
    private static final int LINES = 20;
    private static final int REST_CHARACTERS = 2_048;
    private static final List<String> TEXTS = List.of(
            "platform",
            "raw_function",
            "symbol",
            "instruction_addr",
            "symbol_addr",
            "image_addr",
            "addr_mode",
            "function_id");

    private Frames() {}

    /** Writes the frames of {@code stacktrace} in {@code owner}. Returns them; null when there are none. */
    static @Nullable List<StackFrame> write(JsonGenerator out, SentryFields owner) throws IOException {
        JsonNode stack = owner.any("stacktrace");
        return stack == null ? null : write(out, stack, owner.at("stacktrace"), owner.notes());
    }

    /**
     * Writes frames as {@code stacktrace}. Returns them; null when there are none.
     *
     * @param stack {@code {"frames":[…]}}, a list of frames, or a text with one frame in each line
     */
    static @Nullable List<StackFrame> write(JsonGenerator out, JsonNode stack, FieldPath path, Notes notes)
            throws IOException {
        JsonNode inside = stack.get("frames");
        List<SentryFields> sent =
                inside == null ? bare(stack, path, notes) : objects(inside, path.field("frames"), notes);
        if (sent.isEmpty()) {
            return null;
        }
        List<SentryFields> kept = bothEnds(sent, path, notes);
        List<StackFrame> frames = new ArrayList<>(kept.size());
        out.writeArrayFieldStart("stacktrace");
        for (int i = 0; i < kept.size(); i++) {
            frames.add(frame(out, kept.get(i), kept.size() - i <= WITH_VARIABLES));
        }
        out.writeEndArray();
        return Collections.unmodifiableList(frames);
    }

    /**
     * Frames that were sent without {@code {"frames":…}}: a list, a text, or an object that is itself a frame. Any
     * other object has no frames.
     */
    private static List<SentryFields> bare(JsonNode stack, FieldPath path, Notes notes) {
        boolean frames = !stack.isObject() || stack.has("function") || NumberedList.of(stack) != null;
        return frames ? objects(stack, path, notes) : List.of();
    }

    private static List<SentryFields> objects(JsonNode frames, FieldPath path, Notes notes) {
        JsonNode list = frames.isTextual() ? Lists.elements(frames, path, notes) : frames;
        return Lists.objects(list, "raw_function", path, notes);
    }

    private static List<SentryFields> bothEnds(List<SentryFields> frames, FieldPath path, Notes notes) {
        if (frames.size() <= MOST) {
            return frames;
        }
        notes.dropped(path, frames.size(), MOST);
        List<SentryFields> kept = new ArrayList<>(frames.subList(0, OLDEST));
        kept.addAll(frames.subList(frames.size() - (MOST - OLDEST), frames.size()));
        return kept;
    }

    private static StackFrame frame(JsonGenerator out, SentryFields sent, boolean withVariables) throws IOException {
        out.writeStartObject();
        String filename = sent.write(out, "filename", PATH_LENGTH);
        String function = sent.write(out, "function", "function_name", NAME_LENGTH);
        String module = sent.write(out, "module", NAME_LENGTH);
        String absPath = sent.write(out, "abs_path", PATH_LENGTH);
        String library = sent.write(out, "package", PATH_LENGTH);
        Integer lineno = sent.writeInteger(out, "lineno");
        Integer unusedColumn = sent.writeInteger(out, "colno");
        lines(out, sent, "pre_context");
        String line = sent.writeText(out, "context_line", LINE_LENGTH);
        lines(out, sent, "post_context");
        Boolean inApp = sent.writeBool(out, "in_app");
        for (String name : TEXTS) {
            String unused = sent.write(out, name, NAME_LENGTH);
        }
        Boolean unusedNative = sent.writeBool(out, "native");
        SizeBudget rest = new SizeBudget(4, REST_CHARACTERS);
        sent.writeAny(out, "data", rest);
        sent.writeAny(out, "lock", rest);
        if (withVariables) {
            variables(out, sent);
        }
        out.writeEndObject();
        return new StackFrame(
                filename, function, grouped(module), absPath, grouped(library), grouped(line), lineno, inApp);
    }

    private static @Nullable String grouped(@Nullable String name) {
        return name == null ? null : Text.column(name, Stacks.FRAME_NAME_LENGTH);
    }

    private static void variables(JsonGenerator out, SentryFields sent) throws IOException {
        SentryFields variables = sent.object("vars", "value");
        if (variables != null && !variables.node().isEmpty()) {
            out.writeFieldName("vars");
            SizeBudget.writeFields(out, variables, VARIABLES_DEPTH, VARIABLES_CHARACTERS / 4, VARIABLES_CHARACTERS);
        }
    }

    /** Writes the source lines around the call. Null stands for an empty line. */
    private static void lines(JsonGenerator out, SentryFields sent, String name) throws IOException {
        JsonNode value = sent.any(name);
        if (value == null || (value.isContainerNode() && value.isEmpty())) {
            return;
        }
        FieldPath path = sent.at(name);
        ArrayNode lines = Lists.elements(value, path, sent.notes());
        SizeBudget room = new SizeBudget(1, LINE_LENGTH * 4);
        out.writeArrayFieldStart(name);
        for (int i = 0; i < Math.min(LINES, lines.size()); i++) {
            String line = lines.get(i).isNull() ? "" : SentryFields.asText(lines.get(i));
            EventJson.write(out, room.fit(JsonNodeFactory.instance.textNode(line), path.element(i), sent.notes()));
        }
        out.writeEndArray();
    }
}
