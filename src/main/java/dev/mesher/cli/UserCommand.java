package dev.mesher.cli;

import picocli.CommandLine.Command;

/** {@code user}: accounts. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Creates accounts in DATABASE_URL.",
        subcommands = UserCreateCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class UserCommand {}
