package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.config.Settings.StreamSettings;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live stream on the port of the pages: what it begins with, and which pages may open it. */
final class PageStreamTest {
    private static final String PATH = "/api/v1/projects/default/stream";

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "1", "%64efault"})
    void itBeginsWithHelloAndGoesOnAsTheOther(String project) {
        try (StreamClient page = node.watchPage("/api/v1/projects/" + project + "/stream");
                StreamClient other = node.watch("/stream/projects/" + project)) {
            JsonObject hello = new JsonObject(page.next());
            node.client().event("for both");

            assertThat(hello.fieldNames()).containsExactlyInAnyOrder("type", "cursor", "node");
            assertThat(hello.getString("type")).isEqualTo("hello");
            assertThat(hello.getString("node")).isNotEmpty();
            JsonObject changes = new RawHttp(node.httpPort())
                    .get("/api/v1/projects/default/changes?since=" + hello.getString("cursor"))
                    .object();
            assertThat(changes.getBoolean("complete")).isTrue();
            assertThat(changes.getJsonArray("issues")).isNotEmpty();
            for (StreamClient client : List.of(page, other)) {
                // The count of issues that the test before changed may come first.
                assertThat(client.next("event").getJsonObject("data").getString("message"))
                        .isEqualTo("for both");
            }
        }
    }

    @Test
    void aRequestThatAsksForNoWebSocketIsToldTo() {
        RawHttp http = new RawHttp(node.httpPort());

        RawHttp.Answer plain = http.get(PATH);

        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("upgrade")).contains("websocket");
        assertThat(plain.error()).isEqualTo("this is a WebSocket: ask for it with Upgrade: websocket");
        assertThat(http.post(PATH, "{}").status()).isEqualTo(405);
        assertThat(http.get(PATH.replace("default", "nowhere")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/projects/nowhere/stream, 404, project not found",
        "/api/v1/projects/a%00b/stream, 400, malformed project",
        "/stream/projects/default, 404, not found"
    })
    void whatIsNotThereIsRefused(String path, int status, String words) {
        assertThatThrownBy(() -> node.watchPage(path).close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> {
                    assertThat(rejected.getStatus()).isEqualTo(status);
                    assertThat(rejected.getBody().toJsonObject().getString("error"))
                            .isEqualTo(words);
                });
    }

    @Test
    void onlyAPageOfTheVeryOriginMayOpenIt() {
        int port = node.httpPort();

        assertOpens(node, "http://127.0.0.1:" + port);
        assertOpens(node, "HTTP://127.0.0.1:" + port);
        for (String origin : List.of(
                "http://127.0.0.1:" + (port + 1),
                "http://127.0.0.1:" + node.webSocketPort(),
                "http://127.0.0.1",
                "https://127.0.0.1:" + port,
                "http://localhost:" + port,
                "https://evil.example",
                "http://evil.example:" + port,
                "null",
                "127.0.0.1:" + port,
                "http://127.0.0.1:" + port + "/page",
                "")) {
            assertRefused(node, 403, "Origin", origin);
        }
        node.watch("/stream/projects/default", "Origin", "http://127.0.0.1:" + (port + 1))
                .close();
    }

    @Test
    void whatATrustedProxyWasAskedForCounts(@TempDir Path directory) {
        Settings usual = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        ServerSettings server = usual.server();
        Settings trusting = new Settings(
                usual.database(),
                new ServerSettings(
                        server.host(),
                        server.httpPort(),
                        server.webSocketPort(),
                        List.of(InetAddress.getLoopbackAddress()),
                        server.maxConnections()),
                usual.rateLimit(),
                usual.store(),
                usual.stream(),
                usual.cluster(),
                AuthMode.OPEN);
        String[] forwarded = {
            "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "mesher.example"
        };
        try (TestNode behind = TestNode.start(trusting)) {
            assertOpens(behind, "https://mesher.example", forwarded);
            assertOpens(behind, "https://mesher.example:443", forwarded);
            for (String origin : List.of(
                    "http://mesher.example",
                    "https://mesher.example:8443",
                    "https://evil.example",
                    "http://127.0.0.1:" + behind.httpPort())) {
                assertRefused(behind, 403, with(forwarded, origin));
            }
        }
        assertRefused(node, 403, with(forwarded, "https://mesher.example"));
    }

    @Test
    void aSessionsCookieOpensItForItsOwnPageUntilTheEndOfTheSession(@TempDir Path directory) {
        Settings usual = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        try (TestNode closed =
                TestNode.start(TestNode.settings(usual, new StreamSettings(1, 1 << 20), AuthMode.REQUIRED))) {
            closed.sql("INSERT INTO users (email, password_hash)"
                    + " VALUES ('a@a.example', crypt('long enough', gen_salt('bf', 4)))");
            closed.sql("INSERT INTO org_memberships (user_id, org_id) SELECT u.id, o.id FROM users u, organizations o");
            RawHttp http = new RawHttp(closed.httpPort());
            String cookie = http.post(
                            "/api/v1/auth/login",
                            new JsonObject().put("email", "a@a.example").put("password", "long enough"))
                    .header("set-cookie")
                    .orElseThrow()
                    .replaceAll(";.*", "");
            String own = "http://127.0.0.1:" + closed.httpPort();

            assertRefused(closed, 401, "Origin", own);
            assertRefused(closed, 403, "Origin", "http://127.0.0.1:1", "Cookie", cookie);
            try (StreamClient page = closed.watchPage(PATH, "Origin", own, "Cookie", cookie)) {
                assertThat(page.next("hello")).isNotNull();
                assertThatThrownBy(() -> closed.watch("/stream/projects/1", "Cookie", cookie)
                                .close())
                        .as("the limit of clients is that of both ports")
                        .isInstanceOfSatisfying(
                                UpgradeRejectedException.class,
                                rejected -> assertThat(rejected.getStatus()).isEqualTo(503));

                assertThat(http.post("/api/v1/auth/logout", "{}", "Cookie: " + cookie)
                                .status())
                        .isEqualTo(200);

                await().until(page.socket()::isClosed);
                assertThat(page.socket().closeStatusCode()).isEqualTo((short) 1008);
            }
        }
    }

    @Test
    void aNodeThatStopsClosesIt(@TempDir Path directory) {
        try (TestNode stopping = TestNode.start(directory);
                StreamClient page = stopping.watchPage(PATH)) {
            assertThat(page.next("hello")).isNotNull();

            stopping.stop();

            await().until(page.socket()::isClosed);
            assertThat(page.socket().closeStatusCode()).isEqualTo((short) 1001);
            assertThat(page.socket().closeReason()).isEqualTo("the node is stopping");
        }
    }

    private static String[] with(String[] headers, String origin) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Origin";
        all[headers.length + 1] = origin;
        return all;
    }

    private static void assertOpens(TestNode where, String origin, String... headers) {
        try (StreamClient page = where.watchPage(PATH, with(headers, origin))) {
            assertThat(page.next("hello")).as(origin).isNotNull();
        }
    }

    private static void assertRefused(TestNode where, int status, String... headers) {
        assertThatThrownBy(() -> where.watchPage(PATH, headers).close())
                .as(String.join(" ", headers))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> assertThat(rejected.getStatus())
                        .isEqualTo(status));
    }
}
