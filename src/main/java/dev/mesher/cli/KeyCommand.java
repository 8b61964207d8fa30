package dev.mesher.cli;

import picocli.CommandLine.Command;

/** {@code key}: ingest keys. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Creates and revokes ingest keys in DATABASE_URL.",
        subcommands = {KeyCreateCommand.class, KeyRevokeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {}
