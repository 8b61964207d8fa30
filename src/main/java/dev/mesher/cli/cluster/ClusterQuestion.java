package dev.mesher.cli.cluster;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.ShellCommand;
import dev.mesher.cluster.OperatorDoor;
import dev.mesher.config.Environment;
import dev.mesher.config.NodeName;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** A command that asks one node one question. */
abstract class ClusterQuestion extends ShellCommand {
    @Parameters(
            index = "0",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "The node to ask, name@host:port, as its log and MESH_NODE_NAME have it.")
    private NodeName node;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--cookie",
            paramLabel = "C",
            description =
                    "The cluster's cookie. Other users of the machine see it there: better set MESH_CLUSTER_COOKIE.")
    private @Nullable String cookie;

    @Option(
            names = "--timeout-ms",
            paramLabel = "MS",
            defaultValue = "5000",
            converter = TimeoutConverter.class,
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}, at most 30000).")
    private Duration timeout;

    ClusterQuestion() {}

    ClusterQuestion(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    final String target() {
        return node.toString();
    }

    final boolean json() {
        return json;
    }

    /** The node's answer. */
    final JsonObject ask(Environment environment, String question, JsonObject parameters) {
        String secret = Optional.ofNullable(cookie)
                .filter(given -> !given.isBlank())
                .or(environment::clusterCookie)
                .orElseThrow(() -> new CommandFailed("Missing MESH_CLUSTER_COOKIE: set it, or give --cookie"));
        try {
            return new OperatorDoor(node, secret, timeout).ask(question, parameters);
        } catch (OperatorDoor.NoAnswer none) {
            throw new CommandFailed(String.valueOf(none.getMessage()));
        }
    }

    private static final class NodeConverter implements ITypeConverter<NodeName> {
        @Override
        public NodeName convert(String text) {
            return NodeName.parse(text)
                    .orElseThrow(() -> new TypeConversionException("expected name@host:port, not \"" + text + "\""));
        }
    }

    private static final class TimeoutConverter implements ITypeConverter<Duration> {
        private static final int MAX_MILLIS = 30_000;

        @Override
        public Duration convert(String text) {
            int millis = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (millis < 1 || millis > MAX_MILLIS) {
                throw new TypeConversionException(
                        "expected milliseconds, 1 to " + MAX_MILLIS + ", not \"" + text + "\"");
            }
            return Duration.ofMillis(millis);
        }
    }
}
