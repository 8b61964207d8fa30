package dev.mesher.cli;

import picocli.CommandLine.Command;

/** {@code project}: projects. */
@Command(
        name = "project",
        mixinStandardHelpOptions = true,
        description = "Creates projects in DATABASE_URL.",
        subcommands = ProjectCreateCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class ProjectCommand {}
