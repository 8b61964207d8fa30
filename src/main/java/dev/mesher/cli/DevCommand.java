package dev.mesher.cli;

import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.config.LocalMachine;
import dev.mesher.config.Settings;
import dev.mesher.config.Variable;
import dev.mesher.sample.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dev}: a node with its own PostgreSQL, without any installation. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Runs everything on this machine with nothing installed: a PostgreSQL of its own, migrations, a node.",
            "Of the environment it takes MESHER_HOST, MESHER_AUTH, MESHER_LOG, the rate limit and the bounds; ports, database and"
                    + " cluster are its own."
        })
final class DevCommand extends ShellCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DevCommand.class);
    private static final String MAX_EVENTS = "1000000";

    @Option(names = "--port", defaultValue = "18180", description = "HTTP port.")
    private int port;

    @Option(names = "--ws-port", defaultValue = "18181", description = "WebSocket port.")
    private int webSocketPort;

    @Option(names = "--data-dir", defaultValue = ".mesher/dev", description = "Holds the database; kept between runs.")
    private Path dataDirectory;

    @Option(
            names = "--sample",
            description =
                    "First fills a project named sample with made-up events, unless there is one. Prints how to remove it.")
    private boolean sample;

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            return execute(environment, lock.directory());
        } catch (IOException failed) {
            throw CommandFailed.of("dev in " + directory, failed);
        }
    }

    private int execute(Environment environment, Path directory) throws InvalidConfiguration, IOException {
        Settings usual = settings(environment, directory, DevPostgres.USUAL_URI);
        LogOutput.use(usual.log());
        NodeProcess.requirePorts(usual);
        environment.warnings().forEach(warning -> LOG.warn("[Mesher] {}", warning));
        StopSignal stop = new StopSignal();
        stop.install();
        try (DevPostgres postgres = DevPostgres.start(directory)) {
            LOG.info("[Mesher] PostgreSQL started, its data is in {}", postgres.data());
            return serve(settings(environment, directory, postgres.uri()), postgres, stop);
        }
    }

    private int serve(Settings settings, DevPostgres postgres, StopSignal stop) {
        int applied = new Schema(settings.database()).up();
        LOG.info("[Mesher] {} change sets applied", applied);
        Optional<SampleProject.Sample> filled = sample ? Optional.of(fill(settings)) : Optional.empty();
        NodeProcess node = NodeProcess.start(settings, () -> {});
        new DevWelcome(
                        settings,
                        postgres.uriWithoutPassword(),
                        postgres.passwordFile(),
                        node.firstAccountCode(),
                        filled)
                .lines()
                .forEach(out()::println);
        out().flush();
        stop.await();
        return node.stop() ? 0 : 1;
    }

    /** Before the node starts, which would otherwise index the same events at the same time. */
    private static SampleProject.Sample fill(Settings settings) {
        LOG.info("[Mesher] filling the project {}", SampleProject.SLUG);
        try (ClientVertx client = new ClientVertx()) {
            return new SampleProject(client.vertx(), DatabaseUrl.uri(settings.database())).fill(Instant.now());
        } catch (SQLException | TimeoutException failed) {
            throw CommandFailed.of("the project " + SampleProject.SLUG + " was not filled", failed);
        }
    }

    private Settings settings(Environment environment, Path directory, String databaseUri) throws InvalidConfiguration {
        return environment
                .without(
                        Variable.MESH_CLUSTER_COOKIE,
                        Variable.MESH_NODE_NAME,
                        Variable.MESH_DISCOVERY_SEED,
                        Variable.MESH_CLUSTER_PORT,
                        Variable.MESHER_BUS_PORT)
                .with(Variable.DATABASE_URL, databaseUri)
                .with(Variable.PORT, Integer.toString(port))
                .with(Variable.MESHER_WS_PORT, Integer.toString(webSocketPort))
                .with(Variable.MESHER_DATA_DIR, directory.resolve("node").toString())
                .withDefault(Variable.MESHER_HOST, "127.0.0.1")
                .withDefault(Variable.MESHER_RATE_LIMIT_MAX_EVENTS, MAX_EVENTS)
                .settings(new LocalMachine());
    }
}
