package dev.mesher;

import static dev.mesher.testing.EventClient.BULK;
import static dev.mesher.testing.EventClient.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.NodeJar;
import dev.mesher.testing.RawHttp.Answer;
import dev.mesher.testing.RawSocket;
import dev.mesher.testing.TestPostgres;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients at once ask for more than a heap of 512 MB holds. Some are refused, and the node stays as it was. All tests
 * use the same node, so none may leave anything in its memory.
 */
final class MemoryIT {
    private static final int CLIENTS = 256;
    private static final int SILENT_CLIENTS = 7_500;
    private static final int ROUNDS = 3;
    private static final int BULK_BYTES = 5 << 20;

    @AutoClose
    private static NodeJar node;

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = new NodeJar(TestPostgres.migratedDatabase(), directory);
    }

    @AfterEach
    void stop() {
        List<Runnable> unused = threads.shutdownNow();
    }

    @Test
    void bulksOfFiveMebibytes() {
        byte[] request = BadInput.post("/api/v1/events/bulk", key(), bulk());

        for (int round = 0; round < ROUNDS; round++) {
            List<Optional<Answer>> answers = atOnce(request);

            assertThat(answers)
                    .as("statuses, 0 for a connection that was closed without an answer")
                    .allSatisfy(answer -> assertThat(status(answer)).isIn(202, 503))
                    .anySatisfy(answer -> assertThat(status(answer)).isEqualTo(202));
            assertUnharmed();
        }
    }

    /** The memory for what is announced must not be taken before it comes. */
    @Test
    void announcementsOfFiveMebibytes() {
        List<RawSocket> sockets =
                Stream.generate(() -> new RawSocket(node.port())).limit(CLIENTS).toList();
        sockets.forEach(socket -> socket.send(BadInput.text("POST " + BULK + " HTTP/1.1\r\nHost: localhost\r\n" + key()
                + "Content-Length: " + BULK_BYTES + "\r\n\r\n[")));

        assertUnharmed();
        sockets.forEach(RawSocket::close);
        assertUnharmed();
    }

    /** Four kilobytes of them may be read; the heap would not hold what they send. */
    @Test
    void signInsThatFallSilent() {
        byte[] request =
                BadInput.text("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65536\r\n\r\n"
                        + " ".repeat(65_000));

        List<RawSocket> sockets = Stream.generate(() -> new RawSocket(node.port()).send(request))
                .limit(SILENT_CLIENTS)
                .toList();

        assertUnharmed();
        sockets.forEach(RawSocket::close);
        assertUnharmed();
    }

    @Test
    void bombs() {
        byte[] gzip = BadEncodings.gzip(new byte[200 << 20]);
        byte[] zstd = Zstd.compress(new byte[200 << 20]);

        List<Optional<Answer>> answers = atOnce(BadInput.post(EVENTS, key() + "Content-Encoding: gzip\r\n", gzip));
        List<Optional<Answer>> more = atOnce(BadInput.post(EVENTS, key() + "Content-Encoding: zstd\r\n", zstd));

        assertThat(answers).allSatisfy(answer -> assertThat(status(answer)).isIn(413, 503));
        assertThat(more).allSatisfy(answer -> assertThat(status(answer)).isIn(413, 503));
        assertUnharmed();
    }

    private void assertUnharmed() {
        EventClient client = node.client();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.event("normal").status() == 202);
        assertThat(node.isAlive()).isTrue();
        assertThat(node.faults()).isEmpty();
    }

    private List<Optional<Answer>> atOnce(byte[] request) {
        return IntStream.range(0, CLIENTS).mapToObj(i -> threads.submit(() -> exchange(request))).toList().stream()
                .map(MemoryIT::join)
                .toList();
    }

    /** Empty when the server closes without a word. */
    private Optional<Answer> exchange(byte[] request) {
        try (RawSocket socket = new RawSocket(node.port())) {
            return Optional.of(socket.send(request).read());
        } catch (UncheckedIOException closed) {
            return Optional.empty();
        }
    }

    private static int status(Optional<Answer> answer) {
        return answer.map(Answer::status).orElse(0);
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String key() {
        return "x-sentry-auth: " + EventClient.KEY + "\r\n";
    }

    /** Five events, each almost as large as one may be. */
    private static byte[] bulk() {
        String event = "{\"message\":\"large\",\"extra\":{\"text\":\"" + "x".repeat(BULK_BYTES / 5 - 1_000) + "\"}}";
        return BadInput.text("[" + String.join(",", List.of(event, event, event, event, event)) + "]");
    }
}
