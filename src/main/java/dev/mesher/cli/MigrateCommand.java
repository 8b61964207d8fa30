package dev.mesher.cli;

import picocli.CommandLine.Command;

/** {@code migrate}: the schema in PostgreSQL. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Shows or applies the change sets of the schema in DATABASE_URL.",
        subcommands = {MigrateStatusCommand.class, MigrateUpCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class MigrateCommand {}
