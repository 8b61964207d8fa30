package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.ClientProject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code io.sentry:sentry} with its logback appender. */
@Sdk("java")
final class JavaSdkIT extends SdkContract {
    private static final Path SOURCE =
            Path.of("src/test/java/dev/mesher/sdk/JavaProgram.java").toAbsolutePath();

    @Override
    JsonObject run(String scenario, ClientProject target) {
        try (JavaProgram program = new JavaProgram(target.dsn())) {
            return scenario.equals("backOff") ? program.backOff() : program.report();
        }
    }

    @Override
    Expected expected() {
        return new Expected(
                "java",
                "sentry.java",
                "8.53.0",
                "JavaProgram.java",
                List.of(SOURCE),
                "IllegalStateException",
                "IllegalArgumentException",
                "JavaProgram$PaymentFailed",
                List.of("chargeCard", "pay", "reachBank"),
                "POST /pay",
                7);
    }

    @Test
    void whatJavaTellsBesides() {
        assertThat(event("error").getString("server_name")).isEqualTo("till-1");
        assertThat(event("error").getJsonObject("exception").getString("module_name"))
                .isEqualTo("java.lang");
        JsonArray stack = event("error").getJsonArray("stacktrace");
        JsonObject frame = stack.getJsonObject(stack.size() - 1);
        assertThat(frame.getString("module")).isEqualTo("dev.mesher.sdk.JavaProgram");
        JsonObject oldest = stack.getJsonObject(0);
        assertThat(oldest.getBoolean("in_app")).as(oldest.encode()).isNotEqualTo(true);
    }

    @Test
    void whatItsAppenderTells() {
        JsonObject event = event("message");
        assertThat(event.getString("logger")).isEqualTo("shop.bank");
        assertThat(event.getJsonObject("logentry"))
                .isEqualTo(new JsonObject()
                        .put("message", "stock of {} is low: {}")
                        .put("params", new JsonArray().add("milk").add("3"))
                        .put("formatted", "stock of milk is low: 3"));
        assertThat(event("chained").getString("message")).isEqualTo("the bank is away");
        JsonArray crumbs = event("error").getJsonArray("breadcrumbs");
        assertThat(crumbs.getJsonObject(crumbs.size() - 1).getMap())
                .containsEntry("category", "shop.bank")
                .containsEntry("message", "stock of milk is low: 3")
                .containsEntry("level", "warning");
    }
}
