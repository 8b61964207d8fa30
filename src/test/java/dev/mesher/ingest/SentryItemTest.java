package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.STORE;
import static dev.mesher.ingest.SentryNode.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an envelope holds beside an event. */
final class SentryItemTest {
    @AutoClose
    private static SentryNode sentry;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
    }

    @Test
    void itemsOfOtherKindsAreCounted() {
        sentry.node().sql("DELETE FROM item_counts");
        byte[] body = Envelopes.of(new JsonObject())
                .item("session", new JsonObject())
                .item("transaction", new JsonObject())
                .item("check_in", new JsonObject())
                .item("span", new JsonObject())
                .item("replay_event", new JsonObject())
                .item("brand_new", new JsonObject())
                .closed();

        assertThat(sentry.client().post(ENVELOPE, body).body()).isEqualTo("{}");
        assertThat(sentry.client().post(STORE, "{\"type\":\"transaction\"}").status())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(items())
                .contains("transaction=2", "session=1", "check_in=1", "span=1", "replay=1", "other=1"));
    }

    @Test
    void attachmentsComeWithTheirEvent() {
        byte[] log = "line\n{\"type\":\"event\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] dump = new byte[3 << 20];
        dump[(3 << 20) - 1] = 42;
        byte[] body = Envelopes.of(id)
                .item("event", new JsonObject().put("message", "with files"))
                .attachment("naïve \"log\".html", log)
                .sized(
                        new JsonObject()
                                .put("type", "attachment")
                                .put("filename", "dump.dmp")
                                .put("content_type", "application/x-dmp")
                                .put("attachment_type", "event.minidump"),
                        dump)
                .bytes();

        assertThat(sentry.client().post(ENVELOPE, body).status()).isEqualTo(200);
        assertThat(sentry.client().post(ENVELOPE, body).status())
                .as("sent again")
                .isEqualTo(200);

        JsonArray list = new JsonArray(
                sentry.client().get("/api/v1/events/" + id + "/attachments").body());
        assertThat(list).hasSize(2);
        JsonObject first = list.getJsonObject(0);
        assertThat(first.getString("filename")).isEqualTo("dump.dmp");
        assertThat(first.getString("type")).isEqualTo("event.minidump");
        assertThat(first.getString("content_type")).isEqualTo("application/x-dmp");
        assertThat(first.getInteger("size")).isEqualTo(3 << 20);
        assertThat(list.getJsonObject(1).getString("type")).isEqualTo("event.attachment");
        Answer bytes = sentry.client()
                .get("/api/v1/attachments/" + list.getJsonObject(1).getString("id"));
        assertThat(bytes.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(log);
        assertThat(bytes.header("content-type")).hasValue("application/octet-stream");
        assertThat(bytes.header("x-content-type-options")).hasValue("nosniff");
        assertThat(bytes.header("content-disposition"))
                .hasValue("attachment; filename=\"na_ve _log_.html\"; filename*=UTF-8''na%C3%AFve%20%22log%22.html");
        Answer large = sentry.client().get("/api/v1/attachments/" + first.getString("id"));
        assertThat(large.body()).hasSize(3 << 20).endsWith("*");
    }

    @Test
    void attachmentsMayComeBeforeTheirEventAndEmpty() {
        assertThat(sentry.client()
                        .post(
                                ENVELOPE,
                                Envelopes.of(id)
                                        .attachment("early", new byte[0])
                                        .bytes())
                        .body())
                .isEqualTo("{}");
        assertThat(sentry.client().get("/api/v1/events/" + id + "/attachments").status())
                .isEqualTo(404);

        sentry.client().post(ENVELOPE, event(id, new JsonObject().put("message", "late")));

        JsonArray list = new JsonArray(
                sentry.client().get("/api/v1/events/" + id + "/attachments").body());
        assertThat(list.getJsonObject(0).getString("filename")).isEqualTo("early");
        assertThat(sentry.client()
                        .get("/api/v1/attachments/" + list.getJsonObject(0).getString("id"))
                        .body())
                .isEmpty();
    }

    @Test
    void whatUsersSayIsShownWithTheirEvent() {
        JsonObject report = new JsonObject()
                .put("event_id", Envelopes.hex(id))
                .put("name", "Ann")
                .put("email", "ann@a.example")
                .put("comments", "It broke");
        JsonObject feedback = new JsonObject()
                .put("event_id", Envelopes.hex(UUID.randomUUID()))
                .put(
                        "contexts",
                        new JsonObject()
                                .put(
                                        "feedback",
                                        new JsonObject()
                                                .put("message", "Me too")
                                                .put("contact_email", "bob@a.example")
                                                .put("url", "https://shop.example/cart")
                                                .put("associated_event_id", Envelopes.hex(id))));
        sentry.client().post(ENVELOPE, event(id, new JsonObject().put("message", "with feedback")));
        for (int i = 0; i < 2; i++) {
            assertThat(sentry.client()
                            .post(
                                    ENVELOPE,
                                    Envelopes.of(id).item("user_report", report).bytes())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(sentry.client()
                        .post(
                                ENVELOPE,
                                Envelopes.of(new JsonObject())
                                        .item("feedback", feedback)
                                        .bytes())
                        .status())
                .isEqualTo(200);

        JsonArray said = sentry.detail(id.toString()).getJsonArray("user_feedback");

        assertThat(said).hasSize(2);
        assertThat(said.getJsonObject(0).getString("message")).isEqualTo("It broke");
        assertThat(said.getJsonObject(0).getString("email")).isEqualTo("ann@a.example");
        assertThat(said.getJsonObject(1).getString("message")).isEqualTo("Me too");
        assertThat(said.getJsonObject(1).getString("url")).isEqualTo("https://shop.example/cart");
    }

    private static List<String> items() {
        return new JsonArray(sentry.client().get("/api/v1/projects/1/items").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("category") + "=" + item.getLong("count"))
                        .toList();
    }
}
