package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrateCommandTest {
    @TempDir
    private Path directory;

    @Test
    void statusThenUpThenUpAgain() {
        Map<String, String> environment = Map.of("DATABASE_URL", TestPostgres.emptyDatabase());

        Shell before = Shell.run(new MigrateStatusCommand(environment, directory));
        Shell first = Shell.run(new MigrateUpCommand(environment, directory));
        Shell second = Shell.run(new MigrateUpCommand(environment, directory));

        int sets = before.out().size() - 1;
        assertThat(before.out().subList(0, sets)).isNotEmpty().allMatch(line -> line.endsWith("  pending"));
        assertThat(before.out().get(sets)).isEqualTo("0 applied, " + sets + " pending");
        assertThat(first.out().subList(0, sets)).allMatch(line -> line.matches("[\\w-]+ +applied \\d{4}-.*Z"));
        assertThat(first.out().get(sets)).isEqualTo(sets + " applied, 0 pending, " + sets + " of them now");
        assertThat(second.out().get(sets)).isEqualTo(sets + " applied, 0 pending, 0 of them now");
        assertThat(first.exitCode() + second.exitCode() + before.exitCode()).isZero();
        assertThat(first.err()).isEmpty();
    }

    @Test
    void readsTheEnvironmentFile() throws Exception {
        Files.writeString(directory.resolve(".env"), "DATABASE_URL=" + TestPostgres.migratedDatabase() + "\n");

        assertThat(Shell.run(new MigrateStatusCommand(Map.of(), directory)).out())
                .last()
                .asString()
                .endsWith(" applied, 0 pending");
    }

    @Test
    void withoutDatabase() {
        Shell shell = Shell.run(new MigrateUpCommand(Map.of(), directory));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err()).containsExactly("Missing required environment variable DATABASE_URL");
    }

    @Test
    void unreachable() {
        Shell shell = Shell.run(
                new MigrateStatusCommand(Map.of("DATABASE_URL", "postgres://u:hush@127.0.0.1:1/mesher"), directory));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err())
                .singleElement()
                .asString()
                .contains("DATABASE_URL")
                .doesNotContain("hush");
    }

    @Test
    void needsACommand() {
        assertThat(Shell.run(new MigrateCommand()).exitCode()).isEqualTo(2);
    }
}
