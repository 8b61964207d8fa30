package dev.mesher.testing;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Builds envelopes as Sentry's clients write them, byte for byte. */
public final class Envelopes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Envelopes(JsonObject header) {
        bytes.writeBytes(utf8(header.encode()));
    }

    public static Envelopes of(JsonObject header) {
        return new Envelopes(header);
    }

    /** About an event. */
    public static Envelopes of(UUID eventId) {
        return new Envelopes(new JsonObject().put("event_id", hex(eventId)));
    }

    /** An item without a length, on one line. */
    public Envelopes item(String type, JsonObject payload) {
        return line(new JsonObject().put("type", type), utf8(payload.encode()));
    }

    /** An item that tells its length. */
    public Envelopes sized(JsonObject header, byte[] payload) {
        return line(header.copy().put("length", payload.length), payload);
    }

    public Envelopes attachment(String filename, byte[] payload) {
        return sized(new JsonObject().put("type", "attachment").put("filename", filename), payload);
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** With a line end after the last item. */
    public byte[] closed() {
        bytes.write('\n');
        return bytes.toByteArray();
    }

    public static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private Envelopes line(JsonObject header, byte[] payload) {
        bytes.writeBytes(utf8("\n" + header.encode() + "\n"));
        bytes.writeBytes(payload);
        return this;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
