package dev.mesher.ingest;

import static dev.mesher.ingest.SentryNode.ENVELOPE;
import static dev.mesher.ingest.SentryNode.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Envelopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feedback and attachments that belong to no event: what is answered 200 can be read again, or is counted with a reason. */
final class FeedbackTest {
    private static final String LIST = "/api/v1/projects/1/feedback";

    @AutoClose
    private static SentryNode sentry;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) {
        sentry = new SentryNode(directory);
    }

    @BeforeEach
    void empty() {
        sentry.node().sql("DELETE FROM user_feedback");
        sentry.node().sql("UPDATE projects SET sample_rate = 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "feedback    | {'contexts':{'feedback':{'message':'m'}}}                                     | m | ` ` | ` ` | ` `",
                "feedback    | {'contexts':{'feedback':{'message':'m','name':'Ann','contact_email':'a@b.example'}}} | m | Ann | a@b.example | ` `",
                "feedback    | {'type':'feedback','level':'info','contexts':{'feedback':{'message':'m','url':'https://a.example/'}}} | m | ` ` | ` ` | https://a.example/",
                "feedback    | {'contexts':{'feedback':{'message':'m','associated_event_id':null}}}          | m | ` ` | ` ` | ` `",
                "feedback    | {'contexts':{'feedback':{'message':'m','associated_event_id':'none'}}}        | m | ` ` | ` ` | ` `",
                "feedback    | {'contexts':{'feedback':{'message':['a',1]}}}                                 | [\"a\",1] | ` ` | ` ` | ` `",
                "feedback    | {'contexts':{'feedback':{'message':'nul \\u0000','name':7}}}                  | nul \uFFFD | 7 | ` ` | ` `",
                "user_report | {'comments':'m'}                                                              | m | ` ` | ` ` | ` `",
                "user_report | {'comments':'m','name':'Ann','email':'a@b.example','event_id':''}             | m | Ann | a@b.example | ` `",
            })
    void feedbackOfNoEventIsListed(String type, String sent, String message, String name, String email, String url) {
        byte[] body = Envelopes.of(new JsonObject())
                .item(type, new JsonObject(sent.replace('\'', '"')))
                .bytes();

        accepted(body);
        accepted(body);

        JsonObject said = only();
        assertThat(said.getString("message")).isEqualTo(message);
        assertThat(said.getString("name")).isEqualTo(name.isBlank() ? null : name);
        assertThat(said.getString("email")).isEqualTo(email.isBlank() ? null : email);
        assertThat(said.getString("url")).isEqualTo(url.isBlank() ? null : url);
        assertThat(said.getValue("event_id")).isNull();
        assertThat(said.getValue("issue_id")).isNull();
        assertThat(said.getValue("contexts")).isNull();
        assertThat(said.getJsonArray("attachments")).isEmpty();
    }

    @Test
    void feedbackHasItsContextsAndItsScreenshot() {
        JsonObject contexts = new JsonObject()
                .put("os", new JsonObject().put("name", "Linux").put("odd", "\0"))
                .put("feedback", new JsonObject().put("message", "m").put("replay_id", "r1"));
        accepted(Envelopes.of(id)
                .item("feedback", new JsonObject().put("contexts", contexts))
                .attachment("shot.png", "png".getBytes(StandardCharsets.UTF_8))
                .bytes());

        JsonObject said = only();

        assertThat(said.getString("replay_id")).isEqualTo("r1");
        assertThat(said.getJsonObject("contexts").getJsonObject("os").getString("name"))
                .isEqualTo("Linux");
        assertThat(said.getJsonObject("contexts").fieldNames()).containsExactly("os");
        JsonObject shot = said.getJsonArray("attachments").getJsonObject(0);
        assertThat(shot.getString("filename")).isEqualTo("shot.png");
        assertThat(sentry.client()
                        .get("/api/v1/attachments/" + shot.getString("id"))
                        .body())
                .isEqualTo("png");
    }

    @Test
    void feedbackAboutAnEventNamesItsIssueOnceItIsThere() {
        accepted(Envelopes.of(id)
                .item("user_report", new JsonObject().put("comments", "early"))
                .bytes());
        assertThat(only().getString("event_id")).isEqualTo(id.toString());
        assertThat(only().getValue("issue_id")).isNull();

        accepted(event(id, new JsonObject().put("message", "late")));

        String issue = sentry.detail(id.toString()).getString("issue_id");
        assertThat(only().getString("issue_id")).isEqualTo(issue);
        assertThat(sentry.detail(id.toString()).getJsonArray("user_feedback")).hasSize(1);
    }

    @Test
    void feedbackOfADeletedIssueIsNotShown() {
        accepted(Envelopes.of(id)
                .item("event", new JsonObject().put("message", "to be deleted"))
                .item("user_report", new JsonObject().put("comments", "m"))
                .bytes());
        accepted(Envelopes.of(new JsonObject())
                .item("user_report", new JsonObject().put("comments", "of none"))
                .bytes());
        String issue = sentry.detail(id.toString()).getString("issue_id");

        assertThat(sentry.client()
                        .post("/api/v1/issues/" + issue + "/delete", "{}")
                        .status())
                .isEqualTo(200);

        assertThat(only().getString("message")).isEqualTo("of none");
    }

    @Test
    void pagesAreNewestFirst() {
        sentry.node()
                .sql("INSERT INTO user_feedback (id, project_id, message, received_at)"
                        + " SELECT gen_random_uuid(), p.id, n::text, timestamptz '2026-11-01 00:00:00Z' + n / 2 * interval '1 s'"
                        + " FROM projects p, generate_series(1, 7) n WHERE p.number = 1");
        JsonArray all = page("?limit=100").getJsonArray("data");
        JsonArray paged = new JsonArray();
        String next = "";
        for (int pages = 0; next != null && pages < 9; pages++) {
            JsonObject page = page("?limit=2" + next);
            page.getJsonArray("data").forEach(paged::add);
            next = page.getBoolean("has_more")
                    ? "&cursor=" + page.getString("next_cursor") + "&cursor_id=" + page.getString("next_cursor_id")
                    : null;
        }

        assertThat(paged).hasSize(7).isEqualTo(all);
        assertThat(paged.getJsonObject(0).getString("received_at"))
                .isGreaterThan(paged.getJsonObject(6).getString("received_at"));
        assertThat(new JsonObject(sentry.client()
                                .get("/api/v1/projects/7/feedback")
                                .body())
                        .getJsonArray("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "feedback    | {'contexts':{'feedback':{'message':' '}}} | feedback invalid 1",
                "feedback    | {'contexts':{'feedback':'m'}}             | feedback invalid 1",
                "feedback    | {'message':'m'}                           | feedback invalid 1",
                "feedback    | nothing                                   | feedback invalid 1",
                "user_report | {'name':'Ann'}                            | feedback invalid 1",
                "attachment  | a file                                    | attachment no_event 1",
            })
    void whatIsNotKeptIsCountedWithTheReason(String type, String payload, String counted) {
        forgetCounts();
        accepted(Envelopes.of(new JsonObject())
                .sized(
                        new JsonObject().put("type", type).put("item_count", 9),
                        payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .item("session", new JsonObject())
                .bytes());

        await().untilAsserted(() -> assertThat(items()).containsExactlyInAnyOrder(counted, "session null 1"));
        assertThat(page("").getJsonArray("data")).isEmpty();
    }

    @Test
    void tooManyAndTooLargeAreCountedWithTheReason() {
        forgetCounts();
        Envelopes envelope = Envelopes.of(new JsonObject());
        for (int i = 0; i < 22; i++) {
            envelope.item("user_report", new JsonObject().put("comments", "no. " + i));
        }
        accepted(envelope.item("user_report", new JsonObject().put("comments", "x".repeat(1 << 20)))
                .bytes());

        await().untilAsserted(() -> assertThat(items())
                .containsExactlyInAnyOrder("feedback null 20", "feedback too_many 2", "feedback too_large 1"));
        assertThat(page("?limit=100").getJsonArray("data")).hasSize(20);
    }

    @Test
    void feedbackOutlivesAnEventThatIsSampledOutAndItsFilesAreCounted() {
        forgetCounts();
        sentry.node().sql("UPDATE projects SET sample_rate = 0");
        byte[] body = Envelopes.of(id)
                .item("event", new JsonObject().put("message", "sampled out"))
                .item("user_report", new JsonObject().put("comments", "it broke"))
                .attachment("a.log", new byte[2])
                .attachment("b.log", new byte[2])
                .bytes();

        await().untilAsserted(() -> {
            accepted(body);
            assertThat(sentry.client().get("/api/v1/events/" + id).status()).isEqualTo(404);
        });

        assertThat(only().getString("message")).isEqualTo("it broke");
        assertThat(only().getString("event_id")).isEqualTo(id.toString());
        await().untilAsserted(() ->
                assertThat(items()).anySatisfy(item -> assertThat(item).startsWith("attachment event_not_kept ")));
        assertThat(items()).noneMatch(item -> item.startsWith("attachment null"));
    }

    /** Waits until all counts so far are stored: a marker that is counted last is stored with them or after them. */
    private static void forgetCounts() {
        accepted(Envelopes.of(new JsonObject())
                .item("check_in", new JsonObject())
                .bytes());
        await().untilAsserted(() -> assertThat(items()).contains("check_in null 1"));
        sentry.node().sql("DELETE FROM item_counts");
    }

    private static void accepted(byte[] body) {
        assertThat(sentry.client().post(ENVELOPE, body).status()).isEqualTo(200);
    }

    private static JsonObject only() {
        JsonArray list = page("").getJsonArray("data");
        assertThat(list).hasSize(1);
        return list.getJsonObject(0);
    }

    private static JsonObject page(String query) {
        return new JsonObject(sentry.client().get(LIST + query).body());
    }

    private static List<String> items() {
        return new JsonArray(sentry.client().get("/api/v1/projects/1/items").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(item -> item.getString("category") + " " + item.getString("reason") + " "
                                + item.getLong("count"))
                        .toList();
    }
}
