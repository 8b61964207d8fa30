package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chain of exceptions, causes first, the one that was thrown last. */
final class Exceptions {
    private static final int MOST = 50;
    private static final int TYPE_LENGTH = 200;
    private static final int MODULE_LENGTH = 200;
    private static final int VALUE_LENGTH = 8_192;
    private static final int MECHANISM_CHARACTERS = 8_192;

    private static final FieldPath PATH = FieldPath.of("exception");

    private Exceptions() {}

    /**
     * An exception as it was written.
     *
     * @param hasStack whether it has a stack of its own
     * @param threadId of the thread that threw it; null when the client did not say
     */
    record Written(ExceptionInfo info, boolean hasStack, @Nullable String threadId) {}

    /**
     * Writes {@code exceptions} in Mesher's names, each with its own {@code stacktrace}; nothing when there are none.
     *
     * @param mainId the event's {@code main_exception_id}, which goes into the mechanism of the thrown exception; null for none
     */
    static List<Written> write(JsonGenerator out, @Nullable JsonNode sent, @Nullable JsonNode mainId, Notes notes)
            throws IOException {
        List<SentryFields> all = Lists.objects(sent, "value", PATH, notes);
        all.removeIf(exception -> !saysSomething(exception));
        List<Written> chain = new ArrayList<>();
        if (all.isEmpty()) {
            return chain;
        }
        out.writeArrayFieldStart("exceptions");
        List<SentryFields> kept = Lists.last(all, MOST, PATH, notes);
        for (int i = 0; i < kept.size(); i++) {
            boolean thrown = i == kept.size() - 1;
            chain.add(exception(
                    out, kept.get(i), thrown && mainId != null && mainId.canConvertToInt() ? mainId.intValue() : null));
        }
        out.writeEndArray();
        return chain;
    }

    private static boolean saysSomething(SentryFields exception) {
        return exception.any("type") != null || exception.any("value") != null || exception.any("stacktrace") != null;
    }

    /** Type, value and module come first: {@link dev.mesher.decode.StoredJson} reads them as one piece. */
    private static Written exception(JsonGenerator out, SentryFields sent, @Nullable Integer mainId)
            throws IOException {
        out.writeStartObject();
        String type = sent.write(out, "type", "type_name", TYPE_LENGTH);
        String value = sent.writeText(out, "value", VALUE_LENGTH);
        String module = sent.write(out, "module", "module_name", MODULE_LENGTH);
        String thread = sent.write(out, "thread_id", MODULE_LENGTH);
        ExceptionInfo.Mechanism mechanism = mechanism(out, sent, mainId);
        List<StackFrame> frames = Frames.write(out, sent);
        out.writeEndObject();
        ExceptionInfo info = new ExceptionInfo(type, value, module, frames == null ? List.of() : frames, mechanism);
        return new Written(info, frames != null, thread);
    }

    private static ExceptionInfo.@Nullable Mechanism mechanism(
            JsonGenerator out, SentryFields sent, @Nullable Integer mainOfEvent) throws IOException {
        SentryFields mechanism = sent.object("mechanism", "type");
        if (mechanism == null) {
            return null;
        }
        out.writeObjectFieldStart("mechanism");
        String type = mechanism.write(out, "type", VALUE_LENGTH / 8);
        for (String name : List.of("source", "description", "help_link")) {
            String unused = mechanism.write(out, name, VALUE_LENGTH / 8);
        }
        Boolean unusedHandled = mechanism.writeBool(out, "handled");
        Boolean synthetic = mechanism.writeBool(out, "synthetic");
        Boolean group = mechanism.writeBool(out, "is_exception_group");
        Integer id = mechanism.writeInteger(out, "exception_id");
        Integer parentId = mechanism.writeInteger(out, "parent_id");
        Integer mainId = mechanism.writeInteger(out, "main_exception_id");
        if (mainId == null && mainOfEvent != null) {
            out.writeNumberField("main_exception_id", mainOfEvent);
            mainId = mainOfEvent;
        }
        SizeBudget room = new SizeBudget(5, MECHANISM_CHARACTERS);
        mechanism.writeAny(out, "data", room);
        mechanism.writeAny(out, "meta", room);
        mechanism.writeAny(out, "value", room);
        out.writeEndObject();
        return new ExceptionInfo.Mechanism(
                Boolean.TRUE.equals(synthetic),
                id,
                parentId,
                Boolean.TRUE.equals(group),
                ExceptionInfo.Mechanism.SUPPRESSED.equals(type),
                mainId);
    }
}
