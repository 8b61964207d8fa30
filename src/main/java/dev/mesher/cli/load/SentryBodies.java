package dev.mesher.cli.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * The same events as Sentry clients send them: gzipped envelopes. The compressed items are prepared. Only the
 * envelope's header, which contains the event's id and time, is written for each request, as an uncompressed gzip
 * member in front. Not thread-safe.
 */
final class SentryBodies {
    private static final int VARIANTS = 2;
    private static final byte[] ITEM = text("{\"type\":\"event\"}\n");
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] BEFORE_ID = text("{\"event_id\":\"");
    private static final byte[] BEFORE_TIME = text("\",\"sent_at\":\"");
    private static final byte[] BEHIND_TIME = text("\"}\n");

    private final FreshValues fresh = new FreshValues();
    private final int issues;
    private final List<byte[]> items = new ArrayList<>();

    /** Takes the same arguments as {@link LoadEvents}. */
    SentryBodies(PayloadSize size, int issues, String runId) {
        LoadEvents events = new LoadEvents(size, issues, runId);
        this.issues = issues;
        for (int at = 0; at < issues * VARIANTS; at++) {
            JsonObject event =
                    SentryForm.of(events.event(at / VARIANTS).toJsonObject(), SampleLanguage.of(at / VARIANTS));
            items.add(gzip(event.encode()));
        }
    }

    /** The next body. */
    Buffer next() {
        byte[] item = items.get(fresh.skewed(issues) * VARIANTS + fresh.below(VARIANTS));
        byte[] header = header();
        return Buffer.buffer(header.length + item.length + 32)
                .appendBytes(stored(header))
                .appendBytes(item);
    }

    private byte[] header() {
        byte[] id = fresh.uuid();
        byte[] time = fresh.timestamp();
        return ByteBuffer.allocate(BEFORE_ID.length + id.length + BEFORE_TIME.length + time.length + BEHIND_TIME.length)
                .put(BEFORE_ID)
                .put(id)
                .put(BEFORE_TIME)
                .put(time)
                .put(BEHIND_TIME)
                .array();
    }

    /** A gzip member that contains the bytes uncompressed (RFC 1952, and RFC 1951 section 3.2.4). */
    private static byte[] stored(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return ByteBuffer.allocate(GZIP_HEAD.length + 5 + bytes.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(GZIP_HEAD)
                .put((byte) 1)
                .putShort((short) bytes.length)
                .putShort((short) ~bytes.length)
                .put(bytes)
                .putInt((int) crc.getValue())
                .putInt(bytes.length)
                .array();
    }

    private static byte[] gzip(String event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(ITEM);
            gzip.write(text(event));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
