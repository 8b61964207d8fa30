package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Command;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code @sentry/node}. */
@Sdk("node")
final class NodeSdkIT extends SdkContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    JsonObject run(String scenario, ClientProject target) {
        Path directory = Tools.npm();
        String out = new Command(
                        directory, Map.of("SENTRY_DSN", target.dsn()), LIMIT, List.of("node", "node.mjs", scenario))
                .output();
        return new JsonObject(out);
    }

    @Override
    Expected expected() {
        return new Expected(
                "node",
                "sentry.javascript.node",
                "11.12.0",
                "/shop.mjs",
                List.of(Tools.SOURCES.resolve("shop.mjs")),
                "TypeError",
                "RangeError",
                "Error",
                List.of("chargeCard", "pay", "reachBank"),
                "POST /pay",
                2);
    }

    @Test
    void whatNodeTellsBesides() {
        assertThat(event("error").getString("server_name")).isEqualTo("till-1");
        JsonArray stack = event("error").getJsonArray("stacktrace");
        JsonObject frame = stack.getJsonObject(stack.size() - 1);
        assertThat(frame.getString("context_line")).contains("throw new TypeError(`cannot charge order ${order}`)");
        JsonArray before = frame.getJsonArray("pre_context");
        assertThat(before.getString(before.size() - 1)).isEqualTo("function chargeCard(order) {");
        assertThat(stack.getJsonObject(0).getBoolean("in_app")).as("Node's own").isFalse();
        assertThat(event("message").getJsonObject("logentry"))
                .isEqualTo(new JsonObject()
                        .put("message", "stock of %s is low: %s")
                        .put("params", new JsonArray().add("milk").add(3))
                        .put("formatted", "stock of milk is low: 3"));
    }
}
