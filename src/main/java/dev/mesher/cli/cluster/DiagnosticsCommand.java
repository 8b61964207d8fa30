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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cluster diagnostics}: the latest transitions of a node. */
@Command(
        name = "diagnostics",
        mixinStandardHelpOptions = true,
        description =
                "Shows the latest transitions of a node and of its requests: take-overs, peers that came and went,"
                        + " hand-overs, duplicates.")
final class DiagnosticsCommand extends ClusterQuestion {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            converter = Limit.class,
            description = "How many transitions to show (default: ${DEFAULT-VALUE}, at most 1000).")
    private int limit;

    DiagnosticsCommand() {}

    DiagnosticsCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) {
        JsonObject answer = ask(environment, ContinuityVerticle.DIAGNOSTICS, new JsonObject().put("limit", limit));
        JsonObject shown = new JsonObject().put("target", target()).mergeIn(answer);
        if (json()) {
            out().println(shown.encodePrettily());
        } else {
            lines(shown).forEach(out()::println);
        }
        return 0;
    }

    static List<String> lines(JsonObject answer) {
        JsonArray entries = answer.getJsonArray("entries");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NUMBER", "TRANSITION", "REQUEST", "OWNER", "EPOCH", "REASON", "MORE"));
        for (int i = 0; i < entries.size(); i++) {
            JsonObject entry = entries.getJsonObject(i);
            rows.add(List.of(
                    entry.getLong("sequence").toString(),
                    entry.getString("transition"),
                    text(entry.getString("request_key")),
                    text(entry.getString("owner_node")),
                    entry.getLong("promotion_epoch").toString(),
                    text(entry.getString("reason")),
                    text(more(entry.getJsonArray("metadata")))));
        }
        List<String> lines = new ArrayList<>();
        lines.add(answer.getString("target") + ": " + entries.size() + " of " + answer.getLong("total_entries")
                + " transitions, the latest last; " + answer.getLong("dropped_entries") + " older ones are forgotten");
        lines.addAll(Table.of(rows));
        return lines;
    }

    private static String more(JsonArray metadata) {
        return metadata.stream()
                .map(JsonObject.class::cast)
                .map(detail -> detail.getString("key") + "=" + detail.getString("value"))
                .collect(Collectors.joining(" "));
    }

    private static String text(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
