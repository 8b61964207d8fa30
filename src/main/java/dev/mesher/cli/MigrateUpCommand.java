package dev.mesher.cli;

import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code migrate up}: applies the pending change sets. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Applies the pending change sets. May be run again, and on several nodes at once.")
final class MigrateUpCommand extends ShellCommand {
    MigrateUpCommand() {}

    MigrateUpCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        Schema schema = new Schema(environment.database());
        int applied = schema.up();
        ChangeSets sets = new ChangeSets(schema.status());
        sets.lines().forEach(out()::println);
        out().println(sets.summary() + ", " + applied + " of them now");
        return 0;
    }
}
