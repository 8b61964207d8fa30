package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.decode.NumberedList;
import dev.mesher.decode.Text;
import dev.mesher.text.FullPattern;
import dev.mesher.text.SearchPattern;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The message, plain or as a template with parameters; the interface for it wins over the plain one. */
final class LogEntry {
    private static final int LENGTH = 8_192;
    private static final int PARAMETERS_CHARACTERS = 8_192;
    private static final SearchPattern PLACE =
            SearchPattern.of("%(?:\\((\\w{1,100}+)\\))?[sdifroOjpx]|\\{(\\w{0,100}+)}", LENGTH);
    private static final FieldPath PATH = FieldPath.of("logentry");
    private static final List<String> NAMES = List.of("logentry", "sentry.interfaces.Message", "message");
    private static final FullPattern INDEX = FullPattern.of("\\d{1,3}", 3);

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
            formatted = parameters == null ? template : filled(template, parameters);
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

    /** What stands in the place of a message and is none. */
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

    /** The template with its parameters, as a logger would write it. */
    private static String filled(String template, JsonNode parameters) {
        String whole = PLACE.replaceEach(template, new Filling(parameters));
        return Text.column(whole, LENGTH);
    }

    /** What is put in one place of a template after another; a place stays as it is when it has no parameter, or no room. */
    private static final class Filling implements Function<MatchResult, String> {
        private final JsonNode parameters;
        private final Iterator<JsonNode> next;
        private int read;
        private int written;

        Filling(JsonNode parameters) {
            this.parameters = parameters;
            this.next = inOrder(parameters);
        }

        private static Iterator<JsonNode> inOrder(JsonNode parameters) {
            if (!parameters.isObject()) {
                return parameters.isArray()
                        ? parameters.iterator()
                        : List.of(parameters).iterator();
            }
            JsonNode list = NumberedList.of(parameters);
            return list == null ? Collections.emptyIterator() : list.iterator();
        }

        @Override
        public String apply(MatchResult place) {
            JsonNode value = written > LENGTH ? null : value(place);
            String text = value == null ? place.group() : SentryFields.asText(value);
            if (written + text.length() > LENGTH) {
                written = LENGTH + 1;
                return place.group();
            }
            written += place.start() - read + text.length();
            read = place.end();
            return text;
        }

        private @Nullable JsonNode value(MatchResult place) {
            String name = place.group(1) == null ? place.group(2) : place.group(1);
            if (name == null || name.isEmpty()) {
                return next.hasNext() ? next.next() : null;
            }
            JsonNode named = parameters.get(name);
            return named == null && INDEX.matches(name) ? parameters.get(Integer.parseInt(name)) : named;
        }
    }
}
