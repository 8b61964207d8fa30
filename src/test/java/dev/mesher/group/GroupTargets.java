package dev.mesher.group;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.dear.Recipe;
import dev.mesher.dear.Target;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.group.platform.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** What grouping makes of an event's texts: normalising, fingerprints, titles, and chains of exceptions. */
public final class GroupTargets {
    private static final int MIB = 1 << 20;
    private static final int MESSAGE = 8_192;

    /** What the variables of a fingerprint are filled with. */
    private static final int FILLING_BYTES = 17_000;

    private static final int EXCEPTIONS = 50;

    /** One with its stack of 25 calls, each of some 600 characters. */
    private static final int EXCEPTION_BYTES = 15_000;

    private static final List<String> VARYING = List.of(
            " ",
            "\n",
            "a",
            "1",
            "f",
            "A1",
            "0x",
            "@",
            ".",
            "-",
            "_",
            "/",
            "\\",
            ":",
            "'",
            "\"",
            "`",
            "://",
            "http://",
            "a@b.",
            "::",
            "2026-01-01",
            "12:00:00",
            "1.1.1.1",
            "5 ms",
            "<n>, ",
            ",",
            "%(",
            "%",
            "{",
            "}",
            "${",
            "$$",
            "__1",
            "\u00e9",
            "\u2028");
    private static final List<String> VARIABLES = List.of(
            "{{",
            "}}",
            "{{ ",
            " }}",
            "{{path}}",
            "{{message}}",
            "{{ default }}",
            "{{type}}",
            "{{value}}",
            "{{tags.t}}",
            "\"",
            "a",
            " ");

    private GroupTargets() {}

    /** All of them. */
    public static List<Target> all() {
        return List.of(
                text("words", MessageNormaliser::stable),
                text("words of templates", MessageNormaliser::saysSomething),
                text("words of types", type -> Names.type("other", type)),
                event("group message", MESSAGE, VARYING, (tree, text) -> tree.put("message", text)),
                event("group value", MESSAGE, VARYING, (tree, text) -> tree.putObject("exception")
                        .put("type_name", "T")
                        .put("value", text)),
                event("group template", MESSAGE, VARYING, (tree, text) -> tree.putObject("logentry")
                        .put("message", text)),
                event("group source line", MESSAGE, VARYING, (tree, text) -> tree.putArray("stacktrace")
                        .addObject()
                        .put("filename", "a.py")
                        .put("context_line", text)),
                event("group fingerprint", MIB, VARIABLES, GroupTargets::fingerprint, length -> length + FILLING_BYTES),
                event(
                        "group chain",
                        MIB,
                        List.of("g", "e", "c", "ee", "gc", "ce"),
                        GroupTargets::chain,
                        length -> Math.min(EXCEPTIONS, length) * EXCEPTION_BYTES));
    }

    private interface Field {
        void put(ObjectNode tree, String text);
    }

    private static Target text(String name, Function<String, ?> reader) {
        return new Target(name, MESSAGE, VARYING, seeds(VARYING), text -> {
            Object unused = reader.apply(text);
        });
    }

    private static Target event(String name, int longest, List<String> words, Field field) {
        return event(name, longest, words, field, IntUnaryOperator.identity());
    }

    private static Target event(String name, int longest, List<String> words, Field field, IntUnaryOperator bytes) {
        Consumer<String> reader = text -> {
            ObjectNode tree = JsonNodeFactory.instance.objectNode().put("message", "m");
            field.put(tree, text);
            group(NativeEvent.decode(tree.toString().getBytes(StandardCharsets.UTF_8)));
        };
        return new Target(name, longest, words, seeds(words), reader, bytes);
    }

    /** All that becomes of an event between its decoding and its row. */
    private static void group(Event event) {
        String title = Title.of(event) + Title.culprit(event);
        if (title.isEmpty() || Explanation.of(event, "none").fingerprint().isEmpty()) {
            throw new IllegalStateException("an event without a group");
        }
    }

    private static List<Recipe> seeds(List<String> words) {
        List<Recipe> seeds = new ArrayList<>();
        words.forEach(word -> seeds.add(Recipe.repeated("f", word, 64, "!")));
        return seeds;
    }

    private static void fingerprint(ObjectNode tree, String text) {
        tree.put("message", "long ".repeat(1_600))
                .put("fingerprint", text)
                .putObject("tags")
                .put("t", "v".repeat(900));
        tree.putArray("stacktrace")
                .addObject()
                .put("filename", "a.py")
                .put("function_name", "f")
                .put("abs_path", "p".repeat(8_000));
    }

    /** A letter an exception: a group, one with a stack of its own, or the cause of the one before. */
    private static void chain(ObjectNode tree, String text) {
        var chain = tree.putArray("exceptions");
        int parent = 0;
        for (int id = 0; id < Math.min(EXCEPTIONS, text.length()); id++) {
            ObjectNode link = chain.addObject().put("type_name", "T");
            ObjectNode mechanism = link.putObject("mechanism").put("exception_id", id);
            mechanism.put("is_exception_group", id == 0 || text.charAt(id) == 'g');
            if (id > 0) {
                mechanism.put("parent_id", text.charAt(id) == 'c' ? id - 1 : parent);
            }
            parent = text.charAt(id) == 'g' ? id : parent;
            var frames = link.putArray("stacktrace");
            for (int frame = 0; frame < 25; frame++) {
                frames.addObject()
                        .put("filename", "a.py")
                        .put("function_name", ("f" + id + '.' + frame + 'x').repeat(80));
            }
        }
    }
}
