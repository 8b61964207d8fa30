package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.FieldPath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The breadcrumbs of an event: what the program did before. The newest ones are kept, oldest first. */
final class Breadcrumbs {
    private static final int MOST = 200;
    private static final int MESSAGE_LENGTH = 4_096;
    private static final int NAME_LENGTH = 200;
    private static final int DATA_CHARACTERS = 8_192;
    private static final int DATA_DEPTH = 6;

    private static final FieldPath PATH = FieldPath.of("breadcrumbs");
    private static final List<String> TEXTS = List.of("type", "category", "level", "event_id", "origin");

    private Breadcrumbs() {}

    /** Writes {@code breadcrumbs}, or nothing when there are none. */
    static void write(JsonGenerator out, @Nullable JsonNode sent, EventTime time, Notes notes) throws IOException {
        List<SentryFields> all = Lists.objects(sent, "message", PATH, notes);
        if (all.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("breadcrumbs");
        for (SentryFields each : Lists.last(all, MOST, PATH, notes)) {
            crumb(out, each, time);
        }
        out.writeEndArray();
    }

    private static void crumb(JsonGenerator out, SentryFields sent, EventTime time) throws IOException {
        out.writeStartObject();
        Instant at = time.ofPart(sent.any("timestamp"));
        if (at != null) {
            out.writeStringField("timestamp", at.toString());
        } else {
            String unused = sent.write(out, "timestamp", NAME_LENGTH);
        }
        for (String name : TEXTS) {
            String unused = sent.write(out, name, NAME_LENGTH);
        }
        String unused = sent.writeText(out, "message", MESSAGE_LENGTH);
        sent.writeObject(out, "data", new SizeBudget(DATA_DEPTH, DATA_CHARACTERS));
        out.writeEndObject();
    }
}
