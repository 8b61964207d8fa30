package dev.mesher.cli;

import dev.mesher.config.Environment;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postgres}: the database of {@code dev} without the node, for users who have no PostgreSQL. */
@Command(
        name = "postgres",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Runs a PostgreSQL of its own on this machine, with nothing installed, until it is stopped.",
            "Prints the DATABASE_URL by which it is reached, with the password, which is also in postgres.password in its"
                    + " directory. For trials."
        })
final class PostgresCommand extends ShellCommand {
    @Option(
            names = "--data-dir",
            defaultValue = ".mesher/postgres",
            description = "Holds the database; kept between runs.")
    private Path dataDirectory;

    @Override
    protected int execute(Environment environment) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            StopSignal stop = new StopSignal();
            stop.install();
            try (DevPostgres postgres = DevPostgres.start(lock.directory())) {
                out().println("DATABASE_URL=" + postgres.uri());
                out().flush();
                stop.await();
            }
            return 0;
        } catch (IOException failed) {
            throw CommandFailed.of("postgres in " + directory, failed);
        }
    }
}
