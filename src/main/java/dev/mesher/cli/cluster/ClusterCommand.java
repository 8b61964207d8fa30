package dev.mesher.cli.cluster;

import picocli.CommandLine.Command;

/** {@code cluster}: asks a running node of a cluster. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = "Asks a running node of a cluster, through its cluster port.",
        subcommands = {StatusCommand.class, PromoteCommand.class, ContinuityCommand.class, DiagnosticsCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class ClusterCommand {}
