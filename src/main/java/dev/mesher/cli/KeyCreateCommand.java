package dev.mesher.cli;

import dev.mesher.api.project.KeyStore;
import dev.mesher.api.project.Provisioning;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key create}: prints a new ingest key and nothing else, for use in scripts. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Creates an ingest key and prints it.")
final class KeyCreateCommand extends AdminCommand {
    @Option(
            names = "--project",
            paramLabel = "P",
            defaultValue = "default",
            description = "The project, by slug, number or UUID.")
    private String project;

    @Option(names = "--label", defaultValue = KeyStore.DEFAULT_LABEL, description = "What the key is for.")
    private String label;

    KeyCreateCommand() {}

    KeyCreateCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        String key = onDatabase(environment, pool -> new Provisioning(pool).createKey(project, label));
        out().println(key);
        return 0;
    }
}
