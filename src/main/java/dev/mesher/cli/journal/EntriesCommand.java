package dev.mesher.cli.journal;

import dev.mesher.cli.ShellCommand;
import dev.mesher.cli.remote.NodeUrl;
import dev.mesher.cli.remote.RemoteNode;
import dev.mesher.cli.remote.UrlConverter;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.journal.JournalFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command on the refused entries of a journal. */
abstract class EntriesCommand extends ShellCommand {
    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = UrlConverter.class,
            description =
                    "The running node (default: the one of PORT on this machine; its journal's file when none runs).")
    private @Nullable NodeUrl url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "An API token of an operator, with the scopes read and admin, for a node that asks for one.")
    private @Nullable String token;

    EntriesCommand() {}

    EntriesCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected final int execute(Environment environment) throws InvalidConfiguration {
        try (RefusedEntries entries = entries(environment)) {
            return execute(entries);
        }
    }

    /** Runs the command on these entries, and returns its exit code. */
    abstract int execute(RefusedEntries entries);

    private RefusedEntries entries(Environment environment) throws InvalidConfiguration {
        NodeUrl given = url;
        if (given != null) {
            return new EntriesOfNode(target(given), "no node answers at " + given);
        }
        int port = environment.httpPort();
        Path file = JournalFile.path(environment.dataDirectory(), port);
        NodeUrl here = new NodeUrl(false, "127.0.0.1", port, "");
        return EntriesOfFile.open(file)
                .orElseGet(() -> new EntriesOfNode(
                        target(here),
                        "no node answers at " + here + ", and no journal can be opened at " + file
                                + " (PORT, MESHER_DATA_DIR)"));
    }

    private RemoteNode target(NodeUrl node) {
        return new RemoteNode(node, "", token, "default");
    }
}
