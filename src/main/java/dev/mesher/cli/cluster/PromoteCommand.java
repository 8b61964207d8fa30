package dev.mesher.cli.cluster;

import dev.mesher.cluster.OperatorVerticle;
import dev.mesher.config.Environment;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cluster promote}: a node takes the authority from its holder. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Has a node take the authority now. The promotion epoch grows by one, and fences the old holder.")
final class PromoteCommand extends ClusterQuestion {
    PromoteCommand() {}

    PromoteCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) {
        JsonObject answer = ask(environment, OperatorVerticle.PROMOTE, new JsonObject());
        JsonObject authority = answer.getJsonObject("authority", new JsonObject());
        if (json()) {
            out().println(new JsonObject()
                    .put("target", target())
                    .put("authority", authority)
                    .encodePrettily());
        } else {
            out().println(target() + " holds the authority, promotion epoch " + authority.getValue("promotion_epoch"));
        }
        return 0;
    }
}
