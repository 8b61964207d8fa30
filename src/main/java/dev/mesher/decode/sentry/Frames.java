package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stack trace, oldest call first as clients send it. Of a very long one, both ends are kept. */
final class Frames {
    private static final int MOST = 250;
    private static final int OLDEST = 50;

    /** Of the newest frames only: the others' variables tell little, and are many. */
    private static final int WITH_VARIABLES = 50;

    private static final int VARIABLES_CHARACTERS = 16 * 1024;
    private static final int VARIABLES_DEPTH = 6;
    private static final int PATH_LENGTH = 2_048;
    private static final int NAME_LENGTH = 512;
    private static final int LINE_LENGTH = 1_024;
    private static final int LINES = 20;
    private static final int REST_CHARACTERS = 2_048;
    private static final List<String> TEXTS = List.of("platform", "raw_function", "symbol");
    private static final List<String> ADDRESSES =
            List.of("instruction_addr", "symbol_addr", "image_addr", "addr_mode", "function_id");

    private Frames() {}

    /** The frames of the part's {@code stacktrace}; null when it has none. */
    static @Nullable ArrayNode of(SentryFields owner) {
        JsonNode stack = owner.any("stacktrace");
        return stack == null ? null : of(stack, owner.at("stacktrace"), owner.notes());
    }

    /** The frames of {@code {"frames":[…]}}, or of a bare list; null when there are none. */
    static @Nullable ArrayNode of(JsonNode stack, String path, Notes notes) {
        boolean bare = stack.isArray();
        List<SentryFields> sent =
                Lists.objects(bare ? stack : stack.get("frames"), bare ? path : path + ".frames", notes);
        if (sent.isEmpty()) {
            return null;
        }
        List<SentryFields> kept = bothEnds(sent, path, notes);
        ArrayNode frames = JsonNodeFactory.instance.arrayNode(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            ArrayNode unused = frames.add(frame(kept.get(i), kept.size() - i <= WITH_VARIABLES));
        }
        return frames;
    }

    private static List<SentryFields> bothEnds(List<SentryFields> frames, String path, Notes notes) {
        if (frames.size() <= MOST) {
            return frames;
        }
        notes.dropped(path, frames.size(), MOST);
        List<SentryFields> kept = new ArrayList<>(frames.subList(0, OLDEST));
        kept.addAll(frames.subList(frames.size() - (MOST - OLDEST), frames.size()));
        return kept;
    }

    private static ObjectNode frame(SentryFields sent, boolean withVariables) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode();
        sent.copyText(frame, "filename", PATH_LENGTH);
        sent.copyText(frame, "function", "function_name", NAME_LENGTH);
        sent.copyText(frame, "module", NAME_LENGTH);
        sent.copyText(frame, "abs_path", PATH_LENGTH);
        sent.copyText(frame, "package", PATH_LENGTH);
        sent.copyInteger(frame, "lineno");
        sent.copyInteger(frame, "colno");
        lines(sent, frame, "pre_context");
        sent.copyText(frame, "context_line", LINE_LENGTH);
        lines(sent, frame, "post_context");
        sent.copyBool(frame, "in_app");
        for (String name : TEXTS) {
            sent.copyText(frame, name, NAME_LENGTH);
        }
        for (String name : ADDRESSES) {
            sent.copyText(frame, name, NAME_LENGTH);
        }
        sent.copyBool(frame, "native");
        SizeBudget rest = new SizeBudget(4, REST_CHARACTERS);
        sent.copyAny(frame, "data", rest);
        sent.copyAny(frame, "lock", rest);
        if (withVariables) {
            variables(sent, frame);
        }
        return frame;
    }

    private static void variables(SentryFields sent, ObjectNode frame) {
        if (sent.any("vars") instanceof ObjectNode variables && !variables.isEmpty()) {
            JsonNode unused = frame.set(
                    "vars",
                    SizeBudget.fitFields(
                            new SentryFields(variables, sent.at("vars"), sent.notes()),
                            VARIABLES_DEPTH,
                            VARIABLES_CHARACTERS / 4,
                            VARIABLES_CHARACTERS));
        }
    }

    /** Source lines around the call; nulls stand for empty ones. */
    private static void lines(SentryFields sent, ObjectNode frame, String name) {
        JsonNode lines = sent.any(name);
        if (lines == null || !lines.isArray() || lines.isEmpty()) {
            return;
        }
        SizeBudget room = new SizeBudget(1, LINE_LENGTH * 4);
        ArrayNode kept = frame.putArray(name);
        for (int i = 0; i < Math.min(LINES, lines.size()); i++) {
            String line = lines.get(i).isNull() ? "" : SentryFields.asText(lines.get(i));
            ArrayNode unused = kept.add(
                    room.fit(JsonNodeFactory.instance.textNode(line), sent.at(name) + "[" + i + "]", sent.notes()));
        }
    }
}
