package dev.mesher.cli.bench;

import dev.mesher.payload.Payload;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code events} in the form of PostgreSQL's binary COPY. Only the ids and the time must be written anew;
 * they come first and have fixed positions.
 */
final class CopyRow {
    static final String COLUMNS = "id, received_at, project_id, issue_id, event_id, fingerprint, level, message,"
            + " exception_type, exception_value, environment, release, session_id, tags, payload";

    private static final short COLUMN_COUNT = 15;
    private static final int ID_AT = 6;
    private static final int RECEIVED_AT_AT = 26;
    private static final int EVENT_ID_AT = 78;
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final UUID PROJECT = UUID.nameUUIDFromBytes("bench".getBytes(StandardCharsets.UTF_8));
    private static final byte JSONB_VERSION = 1;

    private CopyRow() {}

    /** The row of an event in Mesher's JSON form. */
    static byte[] of(byte[] json) {
        JsonObject event = new JsonObject(new String(json, StandardCharsets.UTF_8));
        JsonObject exception = event.getJsonObject("exception");
        String frames = event.getJsonArray("stacktrace").encode();
        UUID issue = UUID.nameUUIDFromBytes(frames.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
        try (DataOutputStream row = new DataOutputStream(bytes)) {
            row.writeShort(COLUMN_COUNT);
            uuid(row, new UUID(0, 0));
            field(row, new byte[Long.BYTES]);
            uuid(row, PROJECT);
            uuid(row, issue);
            uuid(row, new UUID(0, 0));
            text(row, issue.toString().replace("-", ""));
            text(row, event.getString("level"));
            text(row, event.getString("message"));
            text(row, exception.getString("type_name"));
            text(row, exception.getString("value"));
            text(row, event.getString("environment"));
            text(row, event.getString("release"));
            text(row, event.getString("session_id"));
            byte[] tags = utf8(event.getJsonObject("tags").encode());
            row.writeInt(tags.length + 1);
            row.writeByte(JSONB_VERSION);
            row.write(tags);
            field(row, Payload.compress(json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes new ids and the time into the row that begins at {@code offset}. */
    static void refresh(ByteBuffer rows, int offset, UUID id, UUID eventId, Instant receivedAt) {
        putUuid(rows, offset + ID_AT, id);
        rows.putLong(offset + RECEIVED_AT_AT, ChronoUnit.MICROS.between(POSTGRES_EPOCH, receivedAt));
        putUuid(rows, offset + EVENT_ID_AT, eventId);
    }

    private static void putUuid(ByteBuffer rows, int at, UUID id) {
        rows.putLong(at, id.getMostSignificantBits()).putLong(at + Long.BYTES, id.getLeastSignificantBits());
    }

    private static void uuid(DataOutputStream row, UUID id) throws IOException {
        row.writeInt(2 * Long.BYTES);
        row.writeLong(id.getMostSignificantBits());
        row.writeLong(id.getLeastSignificantBits());
    }

    private static void text(DataOutputStream row, @Nullable String text) throws IOException {
        if (text == null) {
            row.writeInt(-1);
        } else {
            field(row, utf8(text));
        }
    }

    private static void field(DataOutputStream row, byte[] bytes) throws IOException {
        row.writeInt(bytes.length);
        row.write(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
