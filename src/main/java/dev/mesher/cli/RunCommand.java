package dev.mesher.cli;

import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.config.LocalMachine;
import dev.mesher.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code run}: runs a node in the foreground until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a node, configured by the environment (.env.example lists the variables).")
final class RunCommand extends ShellCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    RunCommand() {}

    RunCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        Settings settings = environment.settings(new LocalMachine());
        LogOutput.use(settings.log());
        environment.warnings().forEach(warning -> LOG.warn("[Mesher] {}", warning));
        StopSignal stop = new StopSignal();
        NodeProcess node = NodeProcess.start(settings, stop::install);
        stop.await();
        return node.stop() ? 0 : 1;
    }
}
