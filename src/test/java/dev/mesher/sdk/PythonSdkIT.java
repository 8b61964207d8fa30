package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Command;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code sentry-sdk} with the brotli module, with which it compresses by itself. */
@Sdk("python")
class PythonSdkIT extends SdkContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    final JsonObject run(String scenario, ClientProject target) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("SENTRY_DSN", target.dsn());
        String python = Tools.python().toString();
        String out = new Command(Tools.SOURCES, environment, LIMIT, List.of(python, "python.py", scenario)).output();
        JsonObject printed = new JsonObject(out);
        assertThat(printed.remove("encoding")).isEqualTo(encoding());
        return printed;
    }

    Map<String, String> environment() {
        return Map.of();
    }

    String encoding() {
        return "br";
    }

    @Override
    final Expected expected() {
        return new Expected(
                "python",
                "sentry.python",
                "2.75.0",
                "python.py",
                List.of(Tools.SOURCES.resolve("python.py")),
                "ValueError",
                "OverflowError",
                "PaymentFailed",
                List.of("charge_card", "pay", "reach_bank"),
                "POST /pay",
                1);
    }

    @Test
    final void whatPythonTellsBesides() {
        assertThat(event("error").getString("server_name")).isEqualTo("till-1");
        JsonArray stack = event("error").getJsonArray("stacktrace");
        JsonObject frame = stack.getJsonObject(stack.size() - 1);
        assertThat(frame.getString("context_line")).contains("raise ValueError(f\"cannot charge order {order}\")");
        assertThat(frame.getJsonObject("vars").getMap()).containsEntry("order", "42");
        assertThat(frame.getString("module")).isEqualTo("__main__");
        assertThat(event("chained").getJsonObject("exception").getString("module_name"))
                .isEqualTo("__main__");
    }

    @Test
    final void whatItsLoggingTells() {
        JsonObject event = event("logged");

        assertThat(event.getString("logger")).isEqualTo("shop.bank");
        assertThat(event.getString("level")).isEqualTo("error");
        assertThat(event.getString("message")).isEqualTo("no answer from bank in 30 s");
        assertThat(event.getJsonObject("logentry"))
                .isEqualTo(new JsonObject()
                        .put("message", "no answer from %s in %d s")
                        .put("params", new JsonArray().add("bank").add(30))
                        .put("formatted", "no answer from bank in 30 s"));
    }
}
