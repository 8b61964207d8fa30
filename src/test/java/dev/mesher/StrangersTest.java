package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has shown no key and no account holds little of a node, and costs those nothing who have. */
final class StrangersTest {
    private static final String ENVELOPE = "/api/1/envelope/";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    /** Of a heap of 512 MiB. */
    private static final long BUDGET = 64 << 20;

    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(TestNode.settings(
                TestPostgres.migratedDatabase(),
                new RateLimitSettings(600, 100_000),
                new StoreSettings(directory, 1 << 30, BUDGET)));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aSignInOfMoreThanFourKilobytesIsNotRead() {
        try (RawSocket announced = socket();
                RawSocket chunked = socket()) {
            announced.send(post(LOGIN, "Content-Length: 65536\r\n"));
            chunked.send(post(LOGIN, CHUNKED)).send(chunk(" ".repeat(4_097)));

            for (RawSocket socket : List.of(announced, chunked)) {
                Answer answer = socket.read();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.error()).isEqualTo("body larger than 4096 bytes");
            }
        }
        try (RawSocket socket = socket()) {
            String body = "{\"email\":\"a@b\",\"password\":\"x\"}";
            String padded = body + " ".repeat(4_096 - body.length());
            assertThat(socket.send(post(LOGIN, "Content-Length: 4096\r\n"))
                            .send(padded)
                            .read()
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aStrangersBodyOfTheManagementApiIsNotRead() {
        try (RawSocket socket = socket()) {
            socket.send(post(
                            "/api/v1/projects/default/settings",
                            "Authorization: Bearer nobody\r\nContent-Length: 60000\r\n"))
                    .send(" ".repeat(59_999));

            assertThat(socket.read().status()).isEqualTo(401);
        }
        assertNothingHeld();
    }

    @Test
    void aWrongKeyIsRefusedBeforeTheRestComes() {
        try (RawSocket socket = socket()) {
            socket.send(post(ENVELOPE, CHUNKED)).send(chunk(header("nobody") + "\n"));

            assertThat(socket.read().status()).isEqualTo(401);
        }
        assertNothingHeld();
    }

    @Test
    void aHeadWithoutAnEndIsRefused() {
        try (RawSocket socket = socket()) {
            socket.send(post(ENVELOPE, CHUNKED)).send(chunk(" ".repeat(66_000)));

            Answer answer = socket.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).startsWith("envelope header: not within the first 65536 bytes");
        }
        assertNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void aLargeEnvelopeWithItsKeyInside(String encoding) {
        UUID id = UUID.randomUUID();
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        byte[] plain = Envelopes.of(new JsonObject(header(EventClient.KEY)).put("event_id", Envelopes.hex(id)))
                .item("event", new JsonObject().put("message", "keyless"))
                .attachment("noise", noise)
                .bytes();
        byte[] body = encoding.equals("gzip") ? BadEncodings.gzip(plain) : plain;

        try (RawSocket socket = socket()) {
            socket.send(
                    post(ENVELOPE, "Content-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n"));
            for (int at = 0; at < body.length; at += 10_000) {
                socket.send(Arrays.copyOfRange(body, at, Math.min(body.length, at + 10_000)));
            }

            Answer answer = socket.read();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.object().getString("id")).isEqualTo(Envelopes.hex(id));
        }
        assertNothingHeld();
    }

    @Test
    void theLargestEnvelopePasses() {
        byte[] body = Envelopes.of(
                        new JsonObject(header(EventClient.KEY)).put("event_id", Envelopes.hex(UUID.randomUUID())))
                .item("event", new JsonObject().put("message", "largest"))
                .attachment("a", new byte[19 << 20])
                .sized(new JsonObject().put("type", "replay_video"), new byte[20 << 20])
                .bytes();

        assertThat(node.client().post(ENVELOPE, body).status()).isEqualTo(200);
        assertNothingHeld();
    }

    /** Who came first and is silent gives way; who comes and says at once what he wants is heard. */
    @Test
    void aCrowdOfSilentStrangersKeepsNobodyOut() {
        List<RawSocket> strangers = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            strangers.add(socket().send(post(ENVELOPE, CHUNKED)).send(chunk(" ".repeat(60_000))));
        }
        assertThat(strangers.get(0).read().status()).isEqualTo(503);
        await().until(() -> held() > 2_900_000);
        byte[] envelope = Envelopes.of(new JsonObject(header(EventClient.KEY)))
                .item("event", new JsonObject().put("message", "good"))
                .bytes();

        for (int i = 0; i < 5; i++) {
            try (RawSocket signIn = socket();
                    RawSocket keyless = socket()) {
                String person = "{\"email\":\"a" + i + "@x.org\",\"password\":\"wrong\"}";
                signIn.send(post(LOGIN, "Content-Length: " + person.length() + "\r\n"))
                        .send(person);
                assertThat(signIn.read().status()).isEqualTo(401);
                keyless.send(post(ENVELOPE, "Content-Length: " + envelope.length + "\r\n"))
                        .send(envelope);
                assertThat(keyless.read().status()).isEqualTo(200);
            }
        }
        strangers.forEach(RawSocket::close);
        assertNothingHeld();
    }

    /** Of whom the strangers' share has no room for all. */
    @Test
    void whileStrangersFillTheirShareEverybodyElseIsServed() {
        List<RawSocket> strangers = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            strangers.add(socket().send(post(ENVELOPE, CHUNKED)).send(chunk(" ".repeat(60_000))));
        }
        await().until(() -> held() > 2_900_000);

        assertThat(held()).isLessThanOrEqualTo(BUDGET / 16);
        assertThat(strangers)
                .anySatisfy(stranger -> assertThat(stranger.read().status()).isEqualTo(503));
        for (int i = 0; i < 20; i++) {
            assertThat(node.client().event("good").status()).isEqualTo(202);
            assertThat(node.client()
                            .post(
                                    ENVELOPE,
                                    Envelopes.of(new JsonObject())
                                            .item("event", new JsonObject().put("message", "good"))
                                            .bytes())
                            .status())
                    .isEqualTo(200);
        }
        strangers.forEach(RawSocket::close);
        assertNothingHeld();
        assertThat(node.client().get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void aProjectThatSendsNothingMoreLeavesOthersTheirRoom() {
        node.sql("INSERT INTO projects (org_id, name, slug) SELECT org_id, 'Other', 'other' FROM projects LIMIT 1");
        node.sql(
                "INSERT INTO api_keys (project_id, key_value) SELECT id, 'of_other' FROM projects WHERE slug = 'other'");
        await().until(() -> node.client()
                        .post(EventClient.EVENTS, "{\"message\":\"a\"}", "x-sentry-auth", "of_other")
                        .status()
                == 202);
        try (RawSocket one = socket();
                RawSocket two = socket()) {
            for (RawSocket socket : List.of(one, two)) {
                socket.send(post(ENVELOPE + "?sentry_key=" + EventClient.KEY, CHUNKED))
                        .send(chunk(" ".repeat(31 << 20)));
            }
            await().until(() -> held() > 55 << 20);

            assertThat(node.client()
                            .post(EventClient.EVENTS, "{\"message\":\"b\"}", "x-sentry-auth", "of_other")
                            .status())
                    .isEqualTo(202);
            assertThat(held()).isLessThanOrEqualTo(61 << 20);
        }
        assertNothingHeld();
    }

    @Test
    void aSpentWindowIsToldBeforeTheRestIsRead(@TempDir Path elsewhere) {
        try (TestNode spent = TestNode.start(elsewhere, new RateLimitSettings(600, 1))) {
            assertThat(spent.client().event("the only one").status()).isEqualTo(202);
            assertThat(spent.client().event("one too many").status()).isEqualTo(429);
            try (RawSocket socket = new RawSocket(spent.httpPort())) {
                socket.send(post(ENVELOPE, CHUNKED)).send(chunk(header(EventClient.KEY) + "\n"));

                assertThat(socket.read().status()).isEqualTo(429);
            }
        }
    }

    @Test
    void http2InCleartextIsNotSpoken() {
        for (int port : new int[] {node.httpPort(), node.webSocketPort()}) {
            try (RawSocket upgrade = new RawSocket(port);
                    RawSocket prior = new RawSocket(port)) {
                Answer answer = upgrade.send(String.join(
                                "\r\n",
                                "GET /healthz HTTP/1.1",
                                "Host: localhost",
                                "Connection: Upgrade, HTTP2-Settings",
                                "Upgrade: h2c",
                                "HTTP2-Settings: AAMAAABkAAQAAP__",
                                "",
                                ""))
                        .read();
                prior.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});

                assertThat(answer.status()).isNotEqualTo(101);
                assertThat(prior.read().status()).isGreaterThanOrEqualTo(400);
            }
        }
    }

    @Test
    void aRefusedHandshakeLeavesNoConnectionThatWaitsForItsBody() {
        try (RawSocket socket = new RawSocket(node.webSocketPort())) {
            socket.send(StreamClient.upgrade("/nowhere")
                    .replace("\r\n\r\n", "\r\nContent-Length: 65536\r\n\r\n" + " ".repeat(65_000)));

            assertThat(socket.read().status()).isEqualTo(404);
            assertThat(socket.isEnded()).isTrue();
        }
    }

    /** What is announced does not count, what has come does. */
    @Test
    void aSocketsMessageIsHeldWhileItIsUnfinished() {
        byte[] head = {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0x0f, 0, 0, 0, 0, 0, 0};
        RawSocket socket = new RawSocket(node.webSocketPort());
        assertThat(socket.send(StreamClient.upgrade("/ingest")
                                .replace("\r\n\r\n", "\r\nx-sentry-auth: " + EventClient.KEY + "\r\n\r\n"))
                        .read()
                        .status())
                .isEqualTo(101);

        socket.send(head).send(new byte[900_000]);

        await().until(() -> held() >= 900_000);
        socket.abort();
        assertNothingHeld();
    }

    private static RawSocket socket() {
        return new RawSocket(node.httpPort());
    }

    private static String post(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** The beginning of a body that goes on. */
    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String header(String key) {
        return "{\"dsn\":\"http://" + key + "@localhost/1\"}";
    }

    private static void assertNothingHeld() {
        await().until(() -> held() == 0);
    }

    private static long held() {
        return (long) node.client()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("mesher_ingest_inflight_bytes "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }
}
