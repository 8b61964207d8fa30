package dev.mesher.cli;

import dev.mesher.api.project.Provisioning;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code key revoke}: revokes an ingest key. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Revokes an ingest key. Every node refuses it within a second.")
final class KeyRevokeCommand extends AdminCommand {
    @Parameters(paramLabel = "KEY", description = "The key's UUID or its value.")
    private String key;

    KeyRevokeCommand() {}

    KeyRevokeCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        Void unused = onDatabase(environment, pool -> new Provisioning(pool).revokeKey(key));
        out().println("revoked");
        return 0;
    }
}
