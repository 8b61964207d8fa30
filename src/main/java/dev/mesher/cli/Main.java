package dev.mesher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bin/mesher}: the entry point of the runnable jar. */
@Command(
        name = "mesher",
        description = "A self-hosted error-tracking server.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            DevCommand.class,
            MigrateCommand.class,
            BuildCommand.class,
            PostgresCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
