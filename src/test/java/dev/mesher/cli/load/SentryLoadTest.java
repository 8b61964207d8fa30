package dev.mesher.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.CommandRun;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code load --sentry} against a real node: what it sends is taken, grouped and stored like the native events. */
final class SentryLoadTest {
    private static final int ISSUES = 20;

    @Test
    void everyEnvelopeIsStoredOnce(@TempDir Path directory) {
        try (TestNode node = TestNode.start(directory)) {
            CommandRun run = CommandRun.of(
                    "load",
                    "--url",
                    "http://127.0.0.1:" + node.httpPort(),
                    "--key",
                    EventClient.KEY,
                    "--connections",
                    "4",
                    "--duration",
                    "500ms",
                    "--issues",
                    Integer.toString(ISSUES),
                    "--sentry");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains(
                            "large events (8 KB, each in a Sentry envelope, gzip)",
                            "errors        none",
                            "every acknowledged event is stored once");
            assertThat(node.number("SELECT count(*) FROM issues")).isBetween(2L, (long) ISSUES);
            assertThat(node.number("SELECT count(*) FROM events WHERE exception_type IS NULL OR release IS NULL"))
                    .isZero();
            assertThat(node.number("SELECT count(*) FROM issue_users")).isPositive();
        }
    }
}
