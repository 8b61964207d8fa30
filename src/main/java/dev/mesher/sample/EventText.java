package dev.mesher.sample;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The JSON of a fault's events, with variables in the form <code>%{name}</code> in its texts. */
final class EventText {
    /** Fixed texts at even places, names of variables between them. */
    private final List<String> parts = new ArrayList<>();

    EventText(JsonObject event) {
        String json = event.encode();
        int at = 0;
        int start = json.indexOf("%{");
        while (start >= 0) {
            int end = json.indexOf('}', start);
            parts.add(json.substring(at, start));
            parts.add(json.substring(start + 2, end));
            at = end + 1;
            start = json.indexOf("%{", at);
        }
        parts.add(json.substring(at));
    }

    /** The JSON of one event, in UTF-8. */
    byte[] filled(UnaryOperator<String> values) {
        StringBuilder json = new StringBuilder(8_192);
        for (int i = 0; i < parts.size(); i++) {
            StringBuilder unused = json.append(i % 2 == 0 ? parts.get(i) : escaped(values.apply(parts.get(i))));
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String value) {
        String json = Json.encode(value);
        return json.substring(1, json.length() - 1);
    }
}
