package dev.mesher.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.ClientProject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every client: its program reports once, and all of it is found as the program had it. */
@ExtendWith(OneNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkContract {
    /** What a program captures after its client was told to stop. */
    private static final long BACK_OFF_TRIES = 3;

    private static final String RELEASE = "shop@1.2.3";

    private SdkNode node;
    private ClientProject project;
    private JsonObject ids;

    /** Runs the program, which ends when its client has sent everything; gives the ids of its events by name. */
    abstract JsonObject run(String scenario, ClientProject target);

    abstract Expected expected();

    @BeforeAll
    final void report(SdkNode running) {
        node = running;
        project = running.project();
        ids = run("report", project);
    }

    @AfterAll
    final void nothingWentWrong() {
        assertThat(node.faults()).isEmpty();
    }

    @Test
    final void whatEveryEventSays() {
        for (String name : List.of("message", "error", "chained", "scoped", "attached")) {
            JsonObject event = event(name);
            assertThat(event.getString("event_id").replace("-", "")).isEqualTo(ids.getString(name));
            assertThat(event.getString("platform"))
                    .as(name)
                    .isEqualTo(expected().platform());
            assertThat(event.getString("sdk_name"))
                    .as(name)
                    .isEqualTo(expected().sdkName());
            assertThat(event.getString("sdk_version"))
                    .as(name)
                    .isEqualTo(expected().sdkVersion());
            assertThat(event.getString("release")).as(name).isEqualTo(RELEASE);
            assertThat(event.getString("dist")).as(name).isEqualTo("77");
            assertThat(event.getString("environment")).as(name).isEqualTo("staging");
            assertThat(event.getJsonArray("notes")).as(name + " lost something").isNull();
        }
    }

    @Test
    final void aMessage() {
        JsonObject event = event("message");

        assertThat(event.getString("message")).isEqualTo("stock of milk is low: 3");
        assertThat(event.getString("level")).isEqualTo("warning");
    }

    @Test
    final void anErrorWithItsStack() {
        JsonObject event = event("error");

        assertThat(event.getString("level")).isEqualTo("error");
        assertThat(event.getJsonObject("exception").getString("type_name"))
                .isEqualTo(expected().errorType());
        assertThat(event.getJsonObject("exception").getString("value")).isEqualTo("cannot charge order 42");
        assertThrownIn(event.getJsonArray("stacktrace"), expected().functions().get(0), "cannot charge order");
        assertThat(event.getJsonArray("exceptions")).hasSize(1);
        assertThat(mechanism(event.getJsonArray("exceptions").getJsonObject(0)).getBoolean("handled"))
                .isNotEqualTo(false);
    }

    @Test
    final void anErrorWithItsCause() {
        JsonObject event = event("chained");
        JsonArray chain = event.getJsonArray("exceptions");

        assertThat(chain).hasSize(2);
        JsonObject cause = chain.getJsonObject(0);
        assertThat(cause.getString("type_name")).isEqualTo(expected().causeType());
        assertThat(cause.getString("value")).isEqualTo("port 99999 is out of range");
        assertThrownIn(cause.getJsonArray("stacktrace"), expected().functions().get(2), "port 99999");
        JsonObject thrown = chain.getJsonObject(1);
        assertThat(thrown.getString("type_name")).isEqualTo(expected().thrownType());
        assertThat(thrown.getString("value")).isEqualTo("payment of order 43 failed");
        assertThrownIn(thrown.getJsonArray("stacktrace"), expected().functions().get(1), "payment of order");
        assertThat(event.getJsonObject("exception").getString("value")).isEqualTo("payment of order 43 failed");
        assertThat(event.getJsonArray("stacktrace")).isEqualTo(thrown.getJsonArray("stacktrace"));
    }

    @Test
    final void whatStoodAroundAnError() {
        JsonObject event = event("scoped");

        assertThat(event.getJsonObject("exception").getString("value")).isEqualTo("cannot charge order 44");
        assertThat(event.getJsonObject("tags").getMap())
                .containsEntry("region", "eu-1")
                .containsEntry("shard", "7")
                .containsEntry("with-space", "true");
        assertThat(event.getJsonObject("user_context").getMap())
                .containsEntry("id", "u-7")
                .containsEntry("email", "ann@shop.example")
                .containsEntry("username", "ann");
        assertThat(event.getJsonObject("extra").getValue("cart_size")).hasToString("3");
        assertThat(event.getJsonObject("contexts").getJsonObject("order").getMap())
                .containsEntry("number", 42)
                .containsEntry("total", 12.5);
        assertThat(event.getString("transaction")).isEqualTo(expected().transaction());
        assertThat(event.getJsonArray("client_fingerprint")).containsExactly("{{ default }}", "tenant-7");
    }

    @Test
    final void breadcrumbs() {
        JsonArray crumbs = event("scoped").getJsonArray("breadcrumbs");

        JsonObject added = crumbs.getJsonObject(crumbs.size() - 2);
        assertThat(added.getMap())
                .containsEntry("category", "cart")
                .containsEntry("message", "milk added")
                .containsEntry("level", "info");
        assertThat(added.getJsonObject("data")).isEqualTo(new JsonObject().put("count", 2));
        JsonObject fetched = crumbs.getJsonObject(crumbs.size() - 1);
        assertThat(fetched.getMap())
                .containsEntry("type", "http")
                .containsEntry("category", "fetch")
                .containsEntry("level", "error")
                .doesNotContainKey("message");
        assertThat(fetched.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("url", "/pay").put("status_code", 502));
    }

    @Test
    final void anAttachment() {
        assertThat(event("attached").getString("message")).isEqualTo("with a file");
        assertThat(event("attached").getString("level")).isEqualTo("info");

        List<JsonObject> attachments = project.attachments(ids.getString("attached"));

        assertThat(attachments).hasSize(1);
        assertThat(attachments.get(0).getMap())
                .containsEntry("filename", "cart.bin")
                .containsEntry("content_type", "application/x-cart")
                .containsEntry("type", "event.attachment");
        assertThat(project.bytes(attachments.get(0))).isEqualTo(everyByte());
        assertThat(project.attachments(ids.getString("error"))).isEmpty();
    }

    @Test
    final void theCountsOfWhatCameIn() {
        assertThat(project.events()).isEqualTo(ids.fieldNames().size());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(project.items())
                .isEqualTo(Map.of("attachment", 1L, "session", expected().sessions())));
    }

    @Test
    final void toldToStopItSendsNoMoreEventsAndSaysHowManyItKeptBack() {
        ClientProject spent = node.projectWithRoomFor(0);
        int stored = spent.events();
        long refusedBefore = node.rateLimited();

        JsonObject unused = run("backOff", spent);

        assertKeptBack(spent);
        assertThat(node.rateLimited() - refusedBefore)
                .as("events that reached the server")
                .isEqualTo(1);
        assertThat(spent.events()).isEqualTo(stored);
    }

    @Test
    final void toldThatItsEventWasTheLastItIsNeverRefused() {
        ClientProject almostSpent = node.projectWithRoomFor(1);
        int stored = almostSpent.events();
        long refusedBefore = node.rateLimited();

        JsonObject sent = run("backOff", almostSpent);

        assertKeptBack(almostSpent);
        assertThat(node.rateLimited() - refusedBefore).as("refused").isZero();
        assertThat(almostSpent.events()).isEqualTo(stored + 1);
        assertThat(almostSpent.event(sent.getString("first")).getString("message"))
                .isEqualTo("the last or one too many");
    }

    private static void assertKeptBack(ClientProject told) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(told.items())
                .containsEntry("discarded.error.ratelimit_backoff", BACK_OFF_TRIES));
    }

    final JsonObject event(String name) {
        return project.event(ids.getString(name));
    }

    /** The newest call, which client and server put last. */
    final void assertThrownIn(JsonArray stack, String function, String text) {
        JsonObject frame = stack.getJsonObject(stack.size() - 1);
        assertThat(frame.getString("function_name")).isEqualTo(function);
        assertThat(frame.getString("filename")).endsWith(expected().file());
        assertThat(frame.getBoolean("in_app")).isTrue();
        int line = frame.getInteger("lineno");
        for (Path source : expected().source()) {
            assertThat(lines(source).get(line - 1)).contains(text);
        }
    }

    private static JsonObject mechanism(JsonObject exception) {
        return exception.getJsonObject("mechanism", new JsonObject());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static byte[] everyByte() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int each = 0; each < 256; each++) {
            bytes.write(each);
        }
        bytes.writeBytes("\n{\"type\":\"event\"}\n{}\n".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
