package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of an operator on a node that asks for a sign-in: an account from the shell, a token, the commands with it. */
final class SignedInCommandsTest {
    private final String uri = TestPostgres.migratedDatabase();

    @TempDir
    private Path directory;

    private TestNode node;
    private RawHttp http;

    @BeforeEach
    void start() {
        Settings settings = TestNode.settings(uri, directory.resolve("node"), TestNode.NO_LIMIT);
        node = TestNode.start(TestNode.settings(settings, settings.stream(), AuthMode.REQUIRED));
        http = new RawHttp(node.httpPort());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void smokeAndLoadByAToken() {
        String url = "http://127.0.0.1:" + node.httpPort();
        assertThat(user().exitCode()).isZero();
        String session = http.post(
                        "/api/v1/auth/login",
                        new JsonObject().put("email", "ada@a.example").put("password", "correct horse"))
                .object()
                .getString("token");
        String token = http.post(
                        "/api/v1/tokens",
                        new JsonObject().put("name", "ci").put("scopes", new JsonArray().add("read")),
                        "Authorization: Bearer " + session)
                .object()
                .getString("token");

        CommandRun without = CommandRun.of("smoke", "--url", url);
        CommandRun smoke = CommandRun.of("smoke", "--url", url, "--token", token);
        CommandRun load = CommandRun.of(
                "load", "--url", url, "--token", token, "--duration", "1s", "--connections", "2", "--rate", "50");

        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("401");
        assertThat(smoke.exitCode()).as(smoke.out() + smoke.err()).isZero();
        assertThat(load.exitCode()).as(load.out() + load.err()).isZero();
        assertThat(smoke.out() + smoke.err() + load.out() + load.err()).doesNotContain(token);
    }

    @Test
    void probesOfThisMachineNeedNoSignIn() {
        for (String path : new String[] {"/healthz", "/readyz", "/metrics"}) {
            assertThat(http.get(path).status()).isEqualTo(200);
            assertThat(http.get(path, "Host: mesher.example").status()).isEqualTo(401);
        }
    }

    private Shell user() {
        return Shell.run(
                new UserCreateCommand(
                        Map.of("DATABASE_URL", uri),
                        directory,
                        new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8))),
                "--email",
                "ada@a.example",
                "--password-stdin");
    }
}
