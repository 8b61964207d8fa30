package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.EventJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of an event that are kept as the client sent them, up to their limits: contexts and the like, and
 * fields of unknown names.
 */
final class Sections {
    private static final int NAME_LENGTH = 200;
    private static final int DEPTH = 8;
    private static final int FIELD_CHARACTERS = 16 * 1024;
    private static final int SECTION_CHARACTERS = 256 * 1024;

    /** Most unknown fields that are kept. */
    static final int MAX_OTHERS = 1_000;

    static final String TOO_MANY_OTHERS = "too many fields, trimmed";

    /** Fields that are read one by one. All others are kept unchanged. */
    private static final Set<String> READ = Set.of(
            "event_id",
            "timestamp",
            "platform",
            "level",
            "logger",
            "transaction",
            "culprit",
            "server_name",
            "release",
            "dist",
            "environment",
            "message",
            "logentry",
            "sentry.interfaces.Message",
            "exception",
            "sentry.interfaces.Exception",
            "stacktrace",
            "sentry.interfaces.Stacktrace",
            "threads",
            "breadcrumbs",
            "sentry.interfaces.Breadcrumbs",
            "tags",
            "user",
            "sentry.interfaces.User",
            "request",
            "sentry.interfaces.Http",
            "contexts",
            "extra",
            "modules",
            "sdk",
            "fingerprint",
            "checksum",
            "debug_meta");

    /** Names with another meaning in Mesher's format. */
    private static final Set<String> RESERVED =
            Set.of("exceptions", "user_context", "sdk_name", "sdk_version", "session_id", "notes", "user_feedback");

    private final JsonGenerator out;
    private final SentryFields sent;

    Sections(JsonGenerator out, SentryFields sent) {
        this.out = out;
        this.sent = sent;
    }

    /** Writes the sections with known names. */
    void writeKnown() throws IOException {
        section("contexts", sent.object("contexts", "value"));
        SentryFields request = sent.object("request", "url");
        SentryFields legacy = sent.object("sentry.interfaces.Http", "url");
        section("request", request == null || request.node().isEmpty() ? legacy : request);
        for (String name : List.of("extra", "modules", "debug_meta")) {
            section(name, sent.object(name, "value"));
        }
        SentryFields sdk = sent.object("sdk", "name");
        if (sdk != null) {
            String unusedName = sdk.write(out, "name", "sdk_name", NAME_LENGTH);
            String unusedVersion = sdk.write(out, "version", "sdk_version", NAME_LENGTH);
            section("sdk", sdk);
        }
    }

    /** Writes an object and limits each of its fields. Writes nothing when the object is missing or empty. */
    private void section(String name, @Nullable SentryFields object) throws IOException {
        if (object != null && !object.node().isEmpty()) {
            out.writeFieldName(name);
            SizeBudget.writeFields(out, object, DEPTH, FIELD_CHARACTERS * 2, SECTION_CHARACTERS);
        }
    }

    /** Whether a field of this name is read. */
    static boolean isKnown(String name) {
        return READ.contains(name);
    }

    /** Writes the unknown fields, as many as the limits allow. */
    void writeOthers() throws IOException {
        SizeBudget room = new SizeBudget(DEPTH, SECTION_CHARACTERS);
        int others = 0;
        for (Map.Entry<String, JsonNode> field : sent.node().properties()) {
            String name = field.getKey();
            if (isKnown(name) || field.getValue().isNull()) {
                continue;
            }
            others++;
            if (others > MAX_OTHERS || !room.tryTake(name)) {
                sent.notes().add("event", TOO_MANY_OTHERS);
                return;
            }
            if (RESERVED.contains(name)) {
                sent.notes().add(name, "left out: the name has another meaning in Mesher");
            } else {
                out.writeFieldName(name);
                EventJson.write(out, room.fit(field.getValue(), sent.at(name), sent.notes()));
            }
        }
    }
}
