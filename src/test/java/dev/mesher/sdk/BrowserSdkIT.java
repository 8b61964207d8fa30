package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Chromium;
import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Command;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code @sentry/browser} on a page of another origin, in headless Chromium. */
@Sdk("browser")
final class BrowserSdkIT extends SdkContract {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    JsonObject run(String scenario, ClientProject target) {
        Path unused = Chromium.installed();
        Path directory = Tools.npm();
        String out = new Command(
                        directory, Map.of("SENTRY_DSN", target.dsn()), LIMIT, List.of("node", "browser.mjs", scenario))
                .output();
        return new JsonObject(out);
    }

    /** The page runs what was bundled, so that lines are not those of the source. */
    @Override
    Expected expected() {
        return new Expected(
                "javascript",
                "sentry.javascript.browser",
                "11.12.0",
                "/page.js",
                List.of(),
                "TypeError",
                "RangeError",
                "Error",
                List.of("chargeCard", "pay", "reachBank"),
                "/pay",
                3);
    }

    @Test
    void anErrorThatNobodyCatches() {
        JsonObject event = event("uncaught");

        assertThat(event.getJsonObject("exception").getString("value")).isEqualTo("cannot charge order 45");
        JsonObject mechanism = event.getJsonArray("exceptions").getJsonObject(0).getJsonObject("mechanism");
        assertThat(mechanism.getBoolean("handled")).isFalse();
        JsonArray stack = event.getJsonArray("stacktrace");
        assertThrownIn(stack, "chargeCard", "");
        assertThat(stack.getJsonObject(stack.size() - 2).getString("function_name"))
                .isEqualTo("clickedPay");
    }

    @Test
    void whatABrowserTellsBesides() {
        JsonObject request = event("error").getJsonObject("request");
        assertThat(request.getString("url")).matches("http://localhost:\\d+/shop");
        assertThat(request.getJsonObject("headers").getString("User-Agent")).contains("HeadlessChrome/");
        assertThat(event("error").getJsonObject("user_context").getString("ip_address"))
                .isEqualTo("127.0.0.1");
        assertThat(event("message").getJsonObject("logentry").getString("message"))
                .isEqualTo("stock of %s is low: %s");
    }
}
