package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.ClientProject;
import dev.mesher.testing.Command;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code sentry-cli}, with which scripts send: one process for each event, so that none of them can back off. */
@Sdk("cli")
@ExtendWith(OneNode.class)
final class SentryCliIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern ID = Pattern.compile("Event id: ([0-9a-f-]{36})");

    private static SdkNode node;
    private static ClientProject project;

    @BeforeAll
    static void start(SdkNode running) {
        node = running;
        project = running.project();
    }

    @AfterAll
    static void nothingWentWrong() {
        assertThat(node.faults()).isEmpty();
    }

    @Test
    void aMessageWithAllThatTheCommandTakes() {
        JsonObject event = project.event(sent(
                "--message=stock of %s is low",
                "--message-arg=milk",
                "--level=warning",
                "--platform=python",
                "--tag=region:eu-1",
                "--tag=shard:7",
                "--extra=cart_size:3",
                "--user=id:u-7",
                "--user=email:ann@shop.example",
                "--release=shop@1.2.3",
                "--dist=77",
                "--env=staging",
                "--fingerprint=tenant-7",
                "--logfile=till.log",
                "--with-categories",
                "--no-environ"));

        assertThat(event.getString("message")).isEqualTo("stock of milk is low");
        assertThat(event.getJsonObject("logentry").getString("message")).isEqualTo("stock of %s is low");
        assertThat(event.getJsonObject("logentry").getJsonArray("params")).containsExactly("milk");
        assertThat(event.getString("level")).isEqualTo("warning");
        assertThat(event.getString("platform")).isEqualTo("python");
        assertThat(event.getJsonObject("tags").getMap())
                .containsEntry("region", "eu-1")
                .containsEntry("shard", "7");
        assertThat(event.getJsonObject("extra").getValue("cart_size")).hasToString("3");
        assertThat(event.getJsonObject("user_context").getMap())
                .containsEntry("id", "u-7")
                .containsEntry("email", "ann@shop.example");
        assertThat(event.getString("release")).isEqualTo("shop@1.2.3");
        assertThat(event.getString("dist")).isEqualTo("77");
        assertThat(event.getString("environment")).isEqualTo("staging");
        assertThat(event.getJsonArray("client_fingerprint")).containsExactly("tenant-7");
        assertThat(event.getJsonArray("notes")).isNull();
        JsonArray crumbs = event.getJsonArray("breadcrumbs");
        assertThat(crumbs.stream().map(JsonObject.class::cast).map(crumb -> crumb.getString("message")))
                .containsExactly("till opened", "no change left");
        assertThat(crumbs.getJsonObject(1).getString("category")).isEqualTo("ERROR");
    }

    @Test
    void anErrorFromAFileWithItsCause() {
        Command.Ended ended = command(project, "send-event", "chained.json");
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();

        JsonObject event = project.event("5a1d3c7e9b2f4e6d8c0a1b3c5d7e9f01");

        assertThat(event.getString("level")).isEqualTo("fatal");
        assertThat(event.getString("platform")).isEqualTo("ruby");
        assertThat(event.getString("release")).isEqualTo("shop@1.2.3");
        assertThat(event.getJsonObject("exception").getMap())
                .containsEntry("type_name", "PaymentFailed")
                .containsEntry("value", "payment of order 43 failed")
                .containsEntry("module_name", "Shop");
        JsonObject cause = event.getJsonArray("exceptions").getJsonObject(0);
        assertThat(cause.getString("type_name")).isEqualTo("RangeError");
        assertThat(cause.getJsonArray("stacktrace").getJsonObject(0).getString("function_name"))
                .isEqualTo("reach_bank");
        assertThat(event.getJsonArray("stacktrace")).hasSize(2);
        JsonObject handler = event.getJsonArray("stacktrace").getJsonObject(0);
        assertThat(handler.getString("filename")).isEqualTo("rack/handler.rb");
        assertThat(handler.getBoolean("in_app")).isFalse();
        JsonObject newest = event.getJsonArray("stacktrace").getJsonObject(1);
        assertThat(newest.getString("function_name")).isEqualTo("pay");
        assertThat(newest.getInteger("lineno")).isEqualTo(31);
        assertThat(newest.getBoolean("in_app")).isTrue();
    }

    @Test
    void anEnvelopeFromAFileWithAnAttachmentAndASession() {
        ClientProject own = node.project();
        Command.Ended ended = command(own, "send-envelope", "--raw", "cart.envelope");
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();

        String id = "6b2e4d8fac30415e9d1b2c4d6e8fa012";
        assertThat(own.event(id).getString("message")).isEqualTo("with a file");
        List<JsonObject> attachments = own.attachments(id);
        assertThat(attachments).hasSize(1);
        assertThat(attachments.get(0).getString("filename")).isEqualTo("cart.txt");
        assertThat(own.bytes(attachments.get(0))).isEqualTo("milk\n{\"x\":1}\neggs\n".getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(own.items()).isEqualTo(Map.of("attachment", 1L, "session", 1L)));
    }

    @Test
    void refusedItSendsOnceAndSaysSo() {
        ClientProject spent = node.projectWithRoomFor(0);
        long before = node.rateLimited();

        Command.Ended ended = command(spent, "send-event", "--message=too many", "--no-environ");

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).contains("429");
        assertThat(node.rateLimited() - before).isEqualTo(1);
    }

    private static String sent(String... options) {
        List<String> words = new ArrayList<>(List.of("send-event"));
        words.addAll(List.of(options));
        Command.Ended ended = command(project, words.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        Matcher id = ID.matcher(ended.out());
        assertThat(id.find()).as(ended.out()).isTrue();
        return id.group(1);
    }

    private static Command.Ended command(ClientProject target, String... words) {
        List<String> all = new ArrayList<>(
                List.of(Tools.npm().resolve("node_modules/.bin/sentry-cli").toString()));
        all.addAll(List.of(words));
        return new Command(Tools.SOURCES.resolve("cli"), Map.of("SENTRY_DSN", target.dsn()), LIMIT, all).run();
    }
}
