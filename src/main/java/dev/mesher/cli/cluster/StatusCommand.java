package dev.mesher.cli.cluster;

import dev.mesher.cli.Table;
import dev.mesher.cluster.OperatorVerticle;
import dev.mesher.config.Environment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cluster status}: the nodes of the cluster, and which of them holds the authority. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the cluster as a node sees it: its members, their roles, and the promotion epoch.")
final class StatusCommand extends ClusterQuestion {
    StatusCommand() {}

    StatusCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    @Override
    protected int execute(Environment environment) {
        JsonObject answer = ask(environment, OperatorVerticle.STATUS, new JsonObject());
        if (json()) {
            out().println(new JsonObject()
                    .put("target", target())
                    .put("membership", answer.getJsonObject("membership"))
                    .put("authority", answer.getJsonObject("authority"))
                    .encodePrettily());
        } else {
            lines(answer).forEach(out()::println);
        }
        return 0;
    }

    static List<String> lines(JsonObject answer) {
        JsonObject membership = answer.getJsonObject("membership", new JsonObject());
        JsonObject authority = answer.getJsonObject("authority", new JsonObject());
        String local = membership.getString("local_node", "");
        JsonArray members = answer.getJsonArray("members", new JsonArray());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODE", "ROLE", "PREFERS", "EPOCH", "SEED"));
        for (int i = 0; i < members.size(); i++) {
            JsonObject member = members.getJsonObject(i);
            String name = member.getString("name", "");
            rows.add(List.of(
                    name.equals(local) ? name + " (asked)" : name,
                    member.getString("role", "not heard of"),
                    member.getString("prefers", "-"),
                    String.valueOf(member.getValue("promotion_epoch", "-")),
                    member.getString("seed", "-")));
        }
        List<String> lines = new ArrayList<>();
        lines.add(local + ": " + authority.getString("cluster_role") + ", promotion epoch "
                + authority.getValue("promotion_epoch") + ", replication " + authority.getString("replication_health"));
        lines.addAll(Table.of(rows));
        return lines;
    }
}
