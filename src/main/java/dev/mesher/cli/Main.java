package dev.mesher.cli;

import dev.mesher.cli.bench.BenchCommand;
import dev.mesher.cli.cluster.ClusterCommand;
import dev.mesher.cli.journal.JournalCommand;
import dev.mesher.cli.load.LoadCommand;
import dev.mesher.cli.queries.QueriesCommand;
import dev.mesher.cli.smoke.SmokeCommand;
import dev.mesher.cli.streaming.StreamBenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

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
            SmokeCommand.class,
            LoadCommand.class,
            BenchCommand.class,
            StreamBenchCommand.class,
            UserCommand.class,
            ProjectCommand.class,
            KeyCommand.class,
            ClusterCommand.class,
            JournalCommand.class,
            QueriesCommand.class,
            PostgresCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * All commands. The exit code is 0 on success, 2 for wrong usage, and 1 for a failure, which is printed as one line
     * on stderr.
     */
    public static CommandLine commandLine() {
        CommandLine main = new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
        main.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .versionProvider(new Version()));
        return main;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult ignored) {
        command.getErr().println("mesher " + command.getCommandName() + ": " + CommandFailed.words(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
