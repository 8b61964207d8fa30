package dev.mesher.cli;

import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code migrate status}: which change sets the database has. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Lists the change sets, applied and pending. Applies none.")
final class MigrateStatusCommand extends ShellCommand {
    MigrateStatusCommand() {}

    MigrateStatusCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        ChangeSets sets = new ChangeSets(new Schema(environment.database()).status());
        sets.lines().forEach(out()::println);
        out().println(sets.summary());
        return 0;
    }
}
