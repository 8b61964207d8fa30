package dev.mesher.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.cli.CommandRun;
import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.journal.Entry;
import dev.mesher.journal.JournalFile;
import dev.mesher.journal.RefusedInJournal;
import dev.mesher.testing.Await;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import dev.mesher.write.EntriesForTests;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What PostgreSQL refused, from the shell: through the node, and in the file of one that does not run. */
final class JournalCommandTest {
    private static final Entry RIDDLE = new Entry("riddle", null, "what is it".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    private Settings settings;
    private Path file;
    private UUID project;

    @BeforeEach
    void refuse() {
        settings = TestNode.settings(TestPostgres.migratedDatabase(), directory, TestNode.NO_LIMIT);
        file = JournalFile.path(directory, settings.server().httpPort());
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = new TestDatabase(vertx, settings.database().uri())) {
            project = database.project();
        } finally {
            Await.await(vertx.close());
        }
    }

    @Test
    void withoutANodeTheFileIsShownAndItsNextNodeStoresWhatIsTriedAgain() throws Exception {
        RefusedInJournal.add(file, "no such project", EntriesForTests.event(project, "Boom in the cart"), RIDDLE);

        Run show = run(new ShowCommand(variables(), directory));
        Run retry = run(new RetryCommand(variables(), directory), "1");

        assertThat(show.exitCode()).as(show.err()).isZero();
        assertThat(show.out().lines().toList())
                .satisfiesExactly(
                        title -> assertThat(title).startsWith("NUMBER  KIND"),
                        event -> assertThat(event)
                                .matches("1 +event +20\\S+Z +\\d+ +no such project .*Boom in the cart.*"),
                        riddle -> assertThat(riddle).matches("2 +riddle +20\\S+Z +10 +no such project +what is it"),
                        sum -> assertThat(sum).startsWith("2 entries"));
        assertThat(retry.exitCode()).as(retry.err()).isZero();
        assertThat(retry.out()).contains("1 entries wait").contains("when it runs");
        try (TestNode node = TestNode.start(settings)) {
            Awaitility.await().until(() -> node.number("SELECT count(*) FROM events") == 1);
            assertThat(run(new ShowCommand(variables(), directory)).out())
                    .contains("riddle")
                    .doesNotContain("Boom");
        }
    }

    @Test
    void throughTheNodeItSaysWhatBecameOfIt() throws Exception {
        RefusedInJournal.add(file, "it did not fit", EntriesForTests.event(project, "Boom"), RIDDLE);
        try (TestNode node = TestNode.start(settings)) {
            String url = "http://127.0.0.1:" + node.httpPort();

            Run show = run(new ShowCommand(variables(), directory));
            Run retry = run(new RetryCommand(variables(), directory));

            assertThat(show.exitCode()).as(show.err()).isZero();
            assertThat(show.out()).contains("it did not fit").contains("Boom").contains("2 entries");
            assertThat(retry.exitCode()).isEqualTo(1);
            assertThat(retry.out()).contains("2 entries wait").contains("1 are stored");
            assertThat(retry.err()).isEqualToIgnoringNewLines("1 were refused again: see mesher journal show");
            assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(1);
            assertThat(CommandRun.of("journal", "show", "--url", url).out()).contains("does not know the kind");
        }
    }

    @Test
    void aNodeThatAsksForASignInGetsAToken() throws Exception {
        RefusedInJournal.add(file, "why", RIDDLE);
        try (TestNode node = TestNode.start(TestNode.settings(settings, settings.stream(), AuthMode.REQUIRED))) {
            String url = "http://127.0.0.1:" + node.httpPort();
            Run without = run(new ShowCommand(variables(), directory), "--url", url);
            Run wrong = run(new ShowCommand(variables(), directory), "--url", url, "--token", "mshp_" + "A".repeat(43));

            for (Run run : List.of(without, wrong)) {
                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err()).isEqualToIgnoringNewLines("the node answered 401 (unauthorized)");
            }
        }
    }

    @Test
    void whatCannotBeFoundIsSaidInOneLine() throws Exception {
        Run nowhere = run(new ShowCommand(variables(), directory));
        RefusedInJournal.add(file, "why", RIDDLE);
        Run unknown = run(new RetryCommand(variables(), directory), "7");
        Run noNumber = run(new RetryCommand(variables(), directory), "x");
        Files.write(
                file,
                "no database at all, but long enough to be taken for one"
                        .repeat(20)
                        .getBytes(StandardCharsets.UTF_8));
        Run broken = run(new ShowCommand(variables(), directory));

        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err())
                .startsWith("no node answers at http://127.0.0.1:")
                .contains(file.toString())
                .hasLineCount(1);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("no entry 7 was refused").hasLineCount(1);
        assertThat(noNumber.exitCode()).isEqualTo(2);
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).startsWith("cannot use the journal " + file).hasLineCount(1);
        assertThat(CommandRun.of("journal").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("journal", "retry", "--help").out()).contains("--token");
    }

    private Map<String, String> variables() {
        return Map.of("PORT", Integer.toString(settings.server().httpPort()), "MESHER_DATA_DIR", directory.toString());
    }

    private record Run(int exitCode, String out, String err) {}

    private static Run run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
