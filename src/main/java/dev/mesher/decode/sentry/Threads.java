package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The threads of the program at that moment. */
final class Threads {
    private static final int MOST = 200;
    private static final int NAME_LENGTH = 200;

    private Threads() {}

    /** In Mesher's names, each with its own {@code stacktrace}; empty when the event shows none. */
    static ArrayNode of(@Nullable JsonNode sent, Notes notes) {
        ArrayNode threads = JsonNodeFactory.instance.arrayNode();
        List<SentryFields> all = Lists.objects(sent, "threads", notes);
        if (all.size() > MOST) {
            notes.dropped("threads", all.size(), MOST);
        }
        for (SentryFields each : all.subList(0, Math.min(MOST, all.size()))) {
            ArrayNode unused = threads.add(thread(each));
        }
        return threads;
    }

    private static ObjectNode thread(SentryFields sent) {
        ObjectNode thread = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("id", "name", "state")) {
            sent.copyText(thread, name, NAME_LENGTH);
        }
        for (String name : List.of("crashed", "current", "main")) {
            sent.copyBool(thread, name);
        }
        sent.copyAny(thread, "held_locks", new SizeBudget(4, 4_096));
        ArrayNode frames = Frames.of(sent);
        if (frames != null) {
            JsonNode unused = thread.set("stacktrace", frames);
        }
        return thread;
    }

    /**
     * The stack that the event is about: of the thread with this id, or else of the one that crashed, of the current one, of
     * the only one. Null when none of them has a stack.
     */
    static @Nullable JsonNode stack(ArrayNode threads, @Nullable String id) {
        JsonNode found = id == null
                ? null
                : first(threads, thread -> id.equals(thread.path("id").asText()));
        found = found == null ? first(threads, thread -> thread.path("crashed").asBoolean()) : found;
        found = found == null ? first(threads, thread -> thread.path("current").asBoolean()) : found;
        return found == null && threads.size() == 1 ? threads.get(0).get("stacktrace") : found;
    }

    private static @Nullable JsonNode first(ArrayNode threads, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(threads.spliterator(), false)
                .filter(wanted)
                .map(thread -> thread.path("stacktrace"))
                .filter(JsonNode::isArray)
                .findFirst()
                .orElse(null);
    }
}
