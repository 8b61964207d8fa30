package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chain of exceptions, causes first, the one that was thrown last. */
final class Exceptions {
    private static final int MOST = 50;
    private static final int TYPE_LENGTH = 200;
    private static final int MODULE_LENGTH = 200;
    private static final int VALUE_LENGTH = 8_192;
    private static final int MECHANISM_CHARACTERS = 8_192;

    private Exceptions() {}

    /** In Mesher's names, each with its own {@code stacktrace}; empty when the event reports none. */
    static ArrayNode of(@Nullable JsonNode sent, Notes notes) {
        ArrayNode chain = JsonNodeFactory.instance.arrayNode();
        List<SentryFields> all = Lists.objects(sent, "exception", notes).stream()
                .filter(Exceptions::saysSomething)
                .toList();
        for (SentryFields each : Lists.last(all, MOST, "exception", notes)) {
            ArrayNode unused = chain.add(exception(each));
        }
        return chain;
    }

    private static boolean saysSomething(SentryFields exception) {
        return exception.any("type") != null || exception.any("value") != null || exception.any("stacktrace") != null;
    }

    private static ObjectNode exception(SentryFields sent) {
        ObjectNode exception = JsonNodeFactory.instance.objectNode();
        sent.copyText(exception, "type", "type_name", TYPE_LENGTH);
        value(sent, exception);
        sent.copyText(exception, "module", "module_name", MODULE_LENGTH);
        sent.copyText(exception, "thread_id", MODULE_LENGTH);
        mechanism(sent, exception);
        ArrayNode frames = Frames.of(sent);
        if (frames != null) {
            JsonNode unused = exception.set("stacktrace", frames);
        }
        return exception;
    }

    /** Any JSON may be what was thrown. */
    private static void value(SentryFields sent, ObjectNode exception) {
        JsonNode value = sent.any("value");
        if (value != null && value.isContainerNode()) {
            ObjectNode written = JsonNodeFactory.instance.objectNode().put("value", value.toString());
            new SentryFields(written, sent.path(), sent.notes()).copyText(exception, "value", VALUE_LENGTH);
        } else {
            sent.copyText(exception, "value", VALUE_LENGTH);
        }
    }

    private static void mechanism(SentryFields sent, ObjectNode exception) {
        SentryFields mechanism = sent.object("mechanism");
        if (mechanism == null) {
            return;
        }
        ObjectNode kept = exception.putObject("mechanism");
        for (String name : List.of("type", "source", "description", "help_link")) {
            mechanism.copyText(kept, name, VALUE_LENGTH / 8);
        }
        for (String name : List.of("handled", "synthetic", "is_exception_group")) {
            mechanism.copyBool(kept, name);
        }
        mechanism.copyInteger(kept, "exception_id");
        mechanism.copyInteger(kept, "parent_id");
        SizeBudget room = new SizeBudget(5, MECHANISM_CHARACTERS);
        mechanism.copyAny(kept, "data", room);
        mechanism.copyAny(kept, "meta", room);
    }
}
