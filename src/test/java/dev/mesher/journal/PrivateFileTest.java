package dev.mesher.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mesher.bus.LocalBus;
import dev.mesher.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Other users of the machine read nothing of the journal. */
final class PrivateFileTest {
    private static final long ROOMY = 1L << 20;

    @TempDir
    private Path parent;

    private final Logger logger = (Logger) LoggerFactory.getLogger(PrivateFile.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        boolean unused = logger.detachAppender(log);
    }

    @Test
    void theJournalOfANodeIsItsUsersAlone() throws Exception {
        Path directory = parent.resolve("a").resolve("data");
        Vertx vertx = Vertx.vertx();
        try {
            LocalBus bus = LocalBus.create(vertx);
            JournalVerticle verticle = new JournalVerticle(
                    bus, new Journal(bus, ROOMY), JournalFile.path(directory, 1), new SimpleMeterRegistry());
            Await.await(
                    vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));

            assertThat(modes(directory))
                    .isEqualTo(Map.of(
                            "data", "rwx------",
                            "journal-1.db", "rw-------",
                            "journal-1.db-wal", "rw-------"));
            assertThat(mode(parent.resolve("a"))).isEqualTo("rwx------");
            assertThat(log.list).isEmpty();
        } finally {
            Await.await(vertx.close());
        }
    }

    /** Before SQLite opens it: an empty file of mode 0600, and no moment in which it is another. */
    @Test
    void theFileIsClosedToOthersBeforeItHoldsAnything() throws Exception {
        Path directory = parent.resolve("data");
        Path file = directory.resolve("journal.db");

        PrivateFile.prepare(file);

        assertThat(file).isEmptyFile();
        assertThat(modes(directory)).isEqualTo(Map.of("data", "rwx------", "journal.db", "rw-------"));
        assertThat(log.list).isEmpty();
    }

    @Test
    void whatIsTooOpenIsTightenedAndSaidOnce() throws Exception {
        Path directory = parent.resolve("data");
        Path file = directory.resolve("journal.db");
        PrivateFile.prepare(file);
        try (JournalFile journal = JournalFile.open(file, ROOMY)) {
            assertThat(journal.level().waiting()).isZero();
            for (String name : new String[] {"journal.db", "journal.db-wal"}) {
                open(file.resolveSibling(name), "rw-r--r--");
            }
            open(directory, "rwxr-xr-x");

            PrivateFile.prepare(file);

            assertThat(modes(directory))
                    .isEqualTo(Map.of(
                            "data", "rwx------",
                            "journal.db", "rw-------",
                            "journal.db-wal", "rw-------"));
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "[Mesher] " + directory
                                + " was open to other users (rwxr-xr-x), its permissions are now rwx------",
                        "[Mesher] " + file + " was open to other users (rw-r--r--), its permissions are now rw-------",
                        "[Mesher] " + file
                                + "-wal was open to other users (rw-r--r--), its permissions are now rw-------");
        PrivateFile.prepare(file);
        assertThat(log.list).hasSize(3);
    }

    @Test
    void aDirectoryOfEveryUserStaysOneButTheFileIsClosed() throws Exception {
        Path shared = Files.createDirectory(parent.resolve("tmp"));
        assertThat(new ProcessBuilder("chmod", "1777", shared.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path file = shared.resolve("journal.db");

        PrivateFile.prepare(file);

        assertThat(modes(shared)).isEqualTo(Map.of("tmp", "rwxrwxrwx", "journal.db", "rw-------"));
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("MESHER_DATA_DIR");
    }

    private static void open(Path path, String mode) throws Exception {
        Path unused = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Of the directory and of each file in it, by their names. */
    private static Map<String, String> modes(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            Map<String, String> modes = new HashMap<>();
            for (Path path : files.toList()) {
                String unused = modes.put(path.getFileName().toString(), mode(path));
            }
            return modes;
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
