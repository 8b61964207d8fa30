package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.STORE;
import static dev.mesher.ingest.SentryNode.event;
import static dev.mesher.testing.EventClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient.Answer;
import dev.mesher.testing.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of Sentry's protocol: encoded, in pieces, too large. */
final class SentryBodyTest {
    /** {@code {"message":"by brotli"}} by the reference encoder. */
    private static final String BROTLI = "CwuAeyJtZXNzYWdlIjoiYnkgYnJvdGxpIn0D";

    @AutoClose
    private static SentryNode sentry;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip", "deflate", "raw-deflate", "zstd"})
    void everyEncoding(String encoding) throws IOException {
        byte[] plain = event(id, new JsonObject().put("message", "encoded"));
        byte[] body = encoded(encoding, plain);

        Answer answer = sentry.client().post(ENVELOPE, body, "Content-Encoding", encoding.replace("raw-", ""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sentry.detail(id.toString()).getString("message")).isEqualTo("encoded");
    }

    @Test
    void brotli() {
        Answer answer = sentry.client().post(STORE, Base64.getDecoder().decode(BROTLI), "Content-Encoding", "br");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sentry.detail(answer.text("id")).getString("message")).isEqualTo("by brotli");
    }

    @Test
    void bodiesOfOldClients() throws IOException {
        byte[] zlib = encoded(
                "deflate",
                new JsonObject()
                        .put("event_id", Envelopes.hex(id))
                        .put("message", "old")
                        .encode()
                        .getBytes(StandardCharsets.UTF_8));

        Answer answer = sentry.client()
                .post(STORE, Base64.getEncoder().encode(zlib), "Content-Type", "application/octet-stream");

        assertThat(answer.body()).isEqualTo("{\"id\":\"" + Envelopes.hex(id) + "\"}");
        assertThat(sentry.detail(id.toString()).getString("message")).isEqualTo("old");
        assertThat(sentry.client().post(STORE, "AAAA").status()).isEqualTo(400);
    }

    @Test
    void aChunkedBody() {
        byte[] body = event(id, new JsonObject().put("message", "chunked"));
        try (RawSocket socket = new RawSocket(sentry.node().httpPort())) {
            socket.send("POST " + ENVELOPE + "?sentry_key=" + KEY
                    + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < body.length; at += 10) {
                int length = Math.min(10, body.length - at);
                socket.send(Integer.toHexString(length) + "\r\n")
                        .send(Arrays.copyOfRange(body, at, at + length))
                        .send("\r\n");
            }
            assertThat(socket.send("0\r\n\r\n").read().status()).isEqualTo(200);
        }
        assertThat(sentry.detail(id.toString()).getString("message")).isEqualTo("chunked");
    }

    @Test
    void whoExpectsToContinueIsToldToOnlyWhenTheBodyIsRead() {
        byte[] body = event(id, new JsonObject().put("message", "expected"));
        String head = "POST " + ENVELOPE + "?sentry_key=%s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Length: %d\r\n\r\n";
        try (RawSocket socket = new RawSocket(sentry.node().httpPort())) {
            assertThat(socket.send(head.formatted(KEY, body.length)).read().status())
                    .isEqualTo(100);
            assertThat(socket.send(body).read().status()).isEqualTo(200);
        }
        try (RawSocket socket = new RawSocket(sentry.node().httpPort())) {
            assertThat(socket.send(
                                    "POST /api/7/envelope/?sentry_key=" + KEY
                                            + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(403);
        }
        try (RawSocket socket = new RawSocket(sentry.node().httpPort())) {
            assertThat(socket.send(head.formatted(KEY, 100 << 20)).read().status())
                    .isEqualTo(413);
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws IOException {
        JsonObject huge =
                new JsonObject().put("message", "m").put("extra", new JsonObject().put("x", "y".repeat(1 << 20)));

        assertThat(sentry.client().post(ENVELOPE, event(id, huge)).status()).isEqualTo(413);
        assertThat(sentry.client()
                        .post(ENVELOPE, encoded("gzip", event(id, huge)), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(413);
        assertThat(sentry.client().post(STORE, huge.encode()).status()).isEqualTo(413);
        assertThat(sentry.client()
                        .post(ENVELOPE, encoded("gzip", new byte[41 << 20]), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(413);
        assertThat(sentry.client()
                        .post(
                                ENVELOPE,
                                Envelopes.of(id)
                                        .attachment("a", new byte[21 << 20])
                                        .bytes())
                        .status())
                .isEqualTo(413);
    }

    private static byte[] encoded(String encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (encoding) {
            case "gzip" -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(plain);
                }
            }
            case "deflate" -> {
                try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
                    zlib.write(plain);
                }
            }
            case "raw-deflate" -> {
                try (DeflaterOutputStream bare = new DeflaterOutputStream(out, new Deflater(9, true))) {
                    bare.write(plain);
                }
            }
            case "zstd" -> out.writeBytes(Zstd.compress(plain));
            default -> out.writeBytes(plain);
        }
        return out.toByteArray();
    }
}
