package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program did before: the newest of it, oldest first. */
final class Breadcrumbs {
    private static final int MOST = 200;
    private static final int MESSAGE_LENGTH = 4_096;
    private static final int NAME_LENGTH = 200;
    private static final int DATA_CHARACTERS = 8_192;
    private static final int DATA_DEPTH = 6;

    private Breadcrumbs() {}

    static ArrayNode of(@Nullable JsonNode sent, EventTime time, Notes notes) {
        ArrayNode crumbs = JsonNodeFactory.instance.arrayNode();
        List<SentryFields> all = Lists.objects(sent, "breadcrumbs", notes);
        for (SentryFields each : Lists.last(all, MOST, "breadcrumbs", notes)) {
            ArrayNode unused = crumbs.add(crumb(each, time));
        }
        return crumbs;
    }

    private static ObjectNode crumb(SentryFields sent, EventTime time) {
        ObjectNode crumb = JsonNodeFactory.instance.objectNode();
        Instant at = time.ofPart(sent.any("timestamp"));
        if (at != null) {
            ObjectNode unused = crumb.put("timestamp", at.toString());
        } else {
            sent.copyText(crumb, "timestamp", NAME_LENGTH);
        }
        for (String name : List.of("type", "category", "level", "event_id", "origin")) {
            sent.copyText(crumb, name, NAME_LENGTH);
        }
        sent.copyText(crumb, "message", MESSAGE_LENGTH);
        sent.copyObject(crumb, "data", new SizeBudget(DATA_DEPTH, DATA_CHARACTERS));
        return crumb;
    }
}
