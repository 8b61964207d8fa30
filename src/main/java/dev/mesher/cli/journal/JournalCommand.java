package dev.mesher.cli.journal;

import picocli.CommandLine.Command;

/** {@code journal}: the entries of a node's journal that PostgreSQL refused. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description =
                "Shows and re-tries what PostgreSQL refused of a node's journal: through the node, or, when none runs,"
                        + " in its file (PORT, MESHER_DATA_DIR).",
        subcommands = {ShowCommand.class, RetryCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class JournalCommand {}
