package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The message, plain or as a template with parameters; the interface for it wins over the plain one. */
final class Messages {
    private static final int LENGTH = 8_192;
    private static final int PARAMETERS_CHARACTERS = 8_192;
    private static final Pattern PLACE = Pattern.compile("%(?:\\((\\w{1,100})\\))?[sdifroOjpx]|\\{(\\w{0,100})}");

    private Messages() {}

    /** Puts {@code message} into the event, and {@code logentry} when it has a template. */
    static void translate(Part sent, ObjectNode event) {
        ObjectNode found = entry(sent);
        if (found == null) {
            return;
        }
        Part entry = new Part(found, "logentry", sent.notes());
        String template = entry.text("message", LENGTH);
        String formatted = entry.text("formatted", LENGTH);
        JsonNode parameters = entry.any("params");
        if (formatted == null && template != null) {
            formatted = parameters == null ? template : filled(template, parameters);
        }
        if (formatted == null || formatted.isBlank()) {
            return;
        }
        ObjectNode unused = event.put("message", formatted);
        if (template != null && (parameters != null || !template.equals(formatted))) {
            ObjectNode kept = event.putObject("logentry").put("message", template);
            entry.copyAny(kept, "params", new Room(4, PARAMETERS_CHARACTERS));
            ObjectNode unusedToo = kept.put("formatted", formatted);
        }
    }

    private static @Nullable ObjectNode entry(Part sent) {
        for (String name : new String[] {"logentry", "sentry.interfaces.Message", "message"}) {
            JsonNode value = sent.any(name);
            if (value instanceof ObjectNode object
                    && (object.hasNonNull("message") || object.hasNonNull("formatted"))) {
                return object;
            }
            if (value != null && value.isTextual() && !value.textValue().isBlank()) {
                return JsonNodeFactory.instance.objectNode().put("formatted", value.textValue());
            }
        }
        return null;
    }

    /** The template with its parameters, as a logger would write it. */
    private static String filled(String template, JsonNode parameters) {
        Iterator<JsonNode> next = parameters.isArray()
                ? parameters.iterator()
                : JsonNodeFactory.instance.arrayNode().iterator();
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String name = place.group(1) == null ? place.group(2) : place.group(1);
            JsonNode value = name == null || name.isEmpty() ? null : parameters.get(name);
            value = value == null && name != null && name.matches("\\d{1,3}")
                    ? parameters.get(Integer.parseInt(name))
                    : value;
            value = value == null && (name == null || name.isEmpty()) && next.hasNext() ? next.next() : value;
            String written = value == null ? place.group() : Part.asText(value);
            if (text.length() + written.length() > LENGTH) {
                break;
            }
            Matcher unused = place.appendReplacement(text, Matcher.quoteReplacement(written));
        }
        String whole = place.appendTail(text).toString();
        return whole.length() > LENGTH ? whole.substring(0, LENGTH) : whole;
    }
}
