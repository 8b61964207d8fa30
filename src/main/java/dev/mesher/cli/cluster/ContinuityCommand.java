package dev.mesher.cli.cluster;

import dev.mesher.cli.Table;
import dev.mesher.config.Environment;
import dev.mesher.continuity.ContinuityVerticle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cluster continuity}: what became of a request, or of the latest requests. */
@Command(
        name = "continuity",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what became of one request or of the latest ones: which node took it, committed it, has a copy.",
            "Every answer to an event names its request in the header X-Mesh-Continuity-Request-Key. Any node of the"
                    + " cluster can be asked, also when the one that took the request is gone."
        })
final class ContinuityCommand extends ClusterQuestion {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REQUEST_KEY",
            description = "The request to look up (default: the latest ones).")
    private @Nullable String key;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            converter = Limit.class,
            description = "How many requests to show (default: ${DEFAULT-VALUE}, at most 1000).")
    private int limit;

    ContinuityCommand() {}

    ContinuityCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) {
        JsonObject question = new JsonObject().put("limit", limit);
        if (key != null) {
            question.put("request_key", key);
        }
        JsonObject answer = ask(environment, ContinuityVerticle.CONTINUITY, question);
        JsonObject shown = new JsonObject().put("target", target()).mergeIn(answer);
        if (json()) {
            out().println(shown.encodePrettily());
        } else if (key == null) {
            list(shown).forEach(out()::println);
        } else {
            one(shown.getJsonObject("record")).forEach(out()::println);
        }
        return 0;
    }

    static List<String> one(JsonObject record) {
        List<List<String>> rows = new ArrayList<>();
        record.forEach(field -> rows.add(List.of(field.getKey(), text(field.getValue()))));
        return Table.of(rows);
    }

    static List<String> list(JsonObject answer) {
        JsonArray records = answer.getJsonArray("records");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REQUEST", "PHASE", "INGRESS", "EXECUTED BY", "REPLICA", "REPLICA STATUS", "ERROR"));
        for (int i = 0; i < records.size(); i++) {
            JsonObject record = records.getJsonObject(i);
            rows.add(List.of(
                    record.getString("request_key"),
                    record.getString("phase"),
                    record.getString("ingress_node"),
                    record.getString("execution_node"),
                    text(record.getValue("replica_node")),
                    record.getString("replica_status"),
                    text(record.getValue("error"))));
        }
        List<String> lines = new ArrayList<>();
        lines.add(answer.getString("target") + ": " + records.size() + " of " + answer.getLong("total_records")
                + " requests, the latest last");
        lines.addAll(Table.of(rows));
        return lines;
    }

    private static String text(@Nullable Object value) {
        return value == null || value.equals("") ? "-" : value.toString();
    }
}
