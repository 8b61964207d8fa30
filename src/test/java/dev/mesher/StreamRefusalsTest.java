package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.config.Settings.StreamSettings;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.StreamClient;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.http.UpgradeRejectedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the live stream does not let in. */
final class StreamRefusalsTest {
    private static final String PATH = "/stream/projects/default";

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "/stream/projects/nowhere, 404, project not found",
        "/stream/projects/00000000-0000-0000-0000-000000000000, 404, project not found",
        "/stream/projects/99999999999999999999, 404, project not found",
        "/stream/projects/a%00b, 400, malformed project",
        "/stream/projects/, 404, not found",
        "/stream, 404, not found"
    })
    void whatIsNotThereIsRefused(String path, int status, String words) {
        assertRefused(node, path, status, words);
    }

    @Test
    void aBrokenPercentCodeIsRefused() {
        try (RawSocket socket = new RawSocket(node.webSocketPort())) {
            RawHttp.Answer answer =
                    socket.send(StreamClient.upgrade("/stream/projects/a%zz")).read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("malformed project");
        }
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        assertThatThrownBy(
                        () -> node.watch(PATH, "Origin", "https://evil.example").close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> assertThat(rejected.getStatus())
                        .isEqualTo(403));
    }

    @Test
    void strangersAreRefusedAndSoAreTooMany(@TempDir Path elsewhere) {
        Settings usual = TestNode.settings(TestPostgres.migratedDatabase(), elsewhere, TestNode.NO_LIMIT);
        try (TestNode closed = TestNode.start(TestNode.settings(usual, usual.stream(), AuthMode.REQUIRED))) {
            assertRefused(closed, PATH, 401, "unauthorized");
        }
        try (TestNode small = TestNode.start(TestNode.settings(usual, new StreamSettings(2, 1 << 20), AuthMode.OPEN))) {
            StreamClient first = small.watch(PATH);
            StreamClient second = small.watch(PATH);
            assertRefused(small, PATH, 503, "too many clients of the stream");
            first.close();
            await().ignoreException(UpgradeRejectedException.class).until(() -> {
                small.watch(PATH).close();
                return true;
            });
            second.close();
        }
    }

    private static void assertRefused(TestNode where, String path, int status, String words) {
        assertThatThrownBy(() -> where.watch(path).close())
                .isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> {
                    assertThat(rejected.getStatus()).isEqualTo(status);
                    assertThat(rejected.getBody().toJsonObject().getString("error"))
                            .isEqualTo(words);
                });
    }
}
