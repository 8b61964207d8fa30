package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.Text;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The message, plain or as a template with parameters. The field {@code logentry} wins over the plain {@code message}. */
final class LogEntry {
    /** Most characters of a message. */
    static final int LENGTH = 8_192;

    private static final int PARAMETERS_CHARACTERS = 8_192;
    private static final FieldPath PATH = FieldPath.of("logentry");
    private static final List<String> NAMES = List.of("logentry", "sentry.interfaces.Message", "message");
    private static final Set<String> JAVASCRIPT = Set.of("javascript", "node");

    private LogEntry() {}

    /**
     * A message as it was written.
     *
     * @param template the message before its parameters were put in; null when it had none
     */
    record Written(String message, @Nullable String template) {}

    /** Writes {@code message}, and {@code logentry} when it has a template; null when there is no message. */
    static @Nullable Written write(JsonGenerator out, SentryFields sent) throws IOException {
        ObjectNode found = entry(sent);
        if (found == null) {
            return null;
        }
        SentryFields entry = new SentryFields(found, PATH, sent.notes());
        String template = entry.text("message", LENGTH);
        String formatted = entry.text("formatted", LENGTH);
        JsonNode parameters = entry.any("params");
        if (formatted == null && template != null) {
            formatted = parameters == null || (parameters.isContainerNode() && parameters.isEmpty())
                    ? template
                    : Text.column(MessageTemplate.filled(template, parameters, isJavascript(sent)), LENGTH);
        }
        if (formatted == null || formatted.isBlank()) {
            return null;
        }
        out.writeStringField("message", formatted);
        if (template == null || (parameters == null && template.equals(formatted))) {
            return new Written(formatted, null);
        }
        out.writeObjectFieldStart("logentry");
        out.writeStringField("message", template);
        entry.writeAny(out, "params", new SizeBudget(4, PARAMETERS_CHARACTERS));
        out.writeStringField("formatted", formatted);
        out.writeEndObject();
        return new Written(formatted, template);
    }

    private static @Nullable ObjectNode entry(SentryFields sent) {
        for (String name : NAMES) {
            JsonNode value = sent.any(name);
            if (value instanceof ObjectNode object
                    && (object.hasNonNull("message") || object.hasNonNull("formatted"))) {
                return object;
            }
            if (value != null && value.isTextual() && !value.textValue().isBlank()) {
                return JsonNodeFactory.instance.objectNode().put("formatted", value.textValue());
            }
        }
        return ofAnotherShape(sent);
    }

    /** JavaScript's consoles write {@code %f} and {@code %o} in a form of their own. */
    private static boolean isJavascript(SentryFields sent) {
        JsonNode platform = sent.any("platform");
        return platform != null && JAVASCRIPT.contains(platform.asText());
    }

    /** A message of another shape, such as a number; null when there is none. */
    private static @Nullable ObjectNode ofAnotherShape(SentryFields sent) {
        for (String name : NAMES) {
            JsonNode value = sent.any(name);
            if (value != null && !value.isTextual() && !(value.isContainerNode() && value.isEmpty())) {
                sent.notes().add(sent.at(name), SentryFields.NO_TEXT);
                return JsonNodeFactory.instance.objectNode().put("formatted", SentryFields.asText(value));
            }
        }
        return null;
    }
}
