package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.http.Times;
import dev.mesher.payload.Payload;
import dev.mesher.testing.CollidingNames;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventApiTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static final RawHttp HTTP = SERVER.http();

    private UUID issue;

    @BeforeEach
    void anIssue() {
        issue = DATA.issue("Boom", Duration.ZERO);
    }

    @Test
    void anEventAsTheClientSentItInMeshersFields() {
        UUID eventId = UUID.randomUUID();
        JsonObject sent = new JsonObject(
                        """
                {"message":"Boom","level":"fatal","fingerprint":["a","b"],
                 "exception":{"type_name":"E","value":"v","module_name":"m"},
                 "stacktrace":[{"filename":"f.py","lineno":3}],"breadcrumbs":[{"message":"b"}],
                 "tags":{"k":"v"},"extra":{"n":1.50,"deep":{"x":[1,null]}},"user_context":{"id":"u"},
                 "sdk_name":"sdk","sdk_version":"1.2","environment":"prod","release":"1.0","session_id":"s",
                 "timestamp":"2026-01-01T00:00:00Z","custom":{"kept":true},
                 "id":"not Mesher's","project_id":"nor this","received_at":"nor that"}""")
                .put("event_id", eventId.toString());
        UUID id = DATA.event(issue, Duration.ofHours(2), sent);

        JsonObject event = detail(id.toString()).getJsonObject("event");

        JsonObject expected = sent.copy()
                .put("fingerprint", "computed")
                .put("client_fingerprint", new JsonArray().add("a").add("b"))
                .put("id", id.toString())
                .put("project_id", DATA.project().toString())
                .put("issue_id", issue.toString())
                .put("received_at", Times.text(DATA.time(Duration.ofHours(2))))
                .put("grouping", event.getJsonObject("grouping"));
        assertThat(event).isEqualTo(expected);
        assertThat(new ArrayList<>(event.fieldNames()))
                .containsExactly(
                        "id",
                        "project_id",
                        "issue_id",
                        "level",
                        "message",
                        "fingerprint",
                        "client_fingerprint",
                        "exception",
                        "stacktrace",
                        "breadcrumbs",
                        "tags",
                        "extra",
                        "user_context",
                        "sdk_name",
                        "sdk_version",
                        "environment",
                        "release",
                        "session_id",
                        "event_id",
                        "timestamp",
                        "received_at",
                        "custom",
                        "grouping");
    }

    @Test
    void whatFormedTheGroupIsTold() {
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject("{\"message\":\"order 12 failed\"}"));

        JsonObject grouping = detail(id.toString()).getJsonObject("event").getJsonObject("grouping");

        assertThat(grouping.getInteger("algorithm")).isEqualTo(1);
        assertThat(grouping.getString("source")).isEqualTo("message");
        assertThat(grouping.getString("fingerprint")).matches("[0-9a-f]{32}");
        assertThat(grouping.getJsonArray("parts"))
                .containsExactly(new JsonObject().put("kind", "message").put("value", "order <number> failed"));
    }

    /** Names that fill one place of a table of names, had all events that are read one in common. */
    @Test
    void anEventIsToldWhateverItsNamesAreAndThoseBefore() {
        List<String> names = CollidingNames.of(1_000);
        for (int i = 0; i < names.size(); i += 250) {
            byte[] event = CollidingNames.event(names.subList(i, i + 250));
            UUID id = DATA.event(issue, Duration.ZERO, new JsonObject(new String(event, StandardCharsets.UTF_8)));

            assertThat(detail(id.toString()).getJsonObject("event").fieldNames())
                    .containsAll(names.subList(i, i + 250));
        }
    }

    @Test
    void whatTheClientLeftOutIsEmpty() {
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject("{\"message\":\"m\",\"extra\":null}"));

        JsonObject event = detail(id.toString()).getJsonObject("event");

        assertThat(event.getValue("fingerprint")).isEqualTo("computed");
        for (String text : List.of("sdk_name", "sdk_version", "environment", "session_id")) {
            assertThat(event.getValue(text)).as(text).isEqualTo("");
        }
        for (String list : List.of("client_fingerprint", "stacktrace", "breadcrumbs")) {
            assertThat(event.getJsonArray(list)).as(list).isEmpty();
        }
        for (String object : List.of("tags", "extra", "user_context")) {
            assertThat(event.getJsonObject(object)).as(object).isEmpty();
        }
        for (String field : List.of("exception", "release", "event_id", "timestamp")) {
            assertThat(event.containsKey(field)).as(field).isTrue();
            assertThat(event.getValue(field)).as(field).isNull();
        }
    }

    @Test
    void numbersKeepTheirDigits() {
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject().put("message", "m"));
        byte[] json =
                "{\"extra\":{\"a\":1.10,\"b\":12345678901234567890123,\"c\":0.12345678901234567890123,\"d\":1e400}}"
                        .getBytes(StandardCharsets.UTF_8);
        DATA.sql("UPDATE events SET payload = $2 WHERE id = $1", id, Buffer.buffer(Payload.compress(json)));

        assertThat(HTTP.get("/api/v1/events/" + id).body())
                .contains("{\"a\":1.10,\"b\":12345678901234567890123,\"c\":0.12345678901234567890123,\"d\":1E+400}");
    }

    @Test
    void aFingerprintOfTheClientThatIsOneTextIsAnArrayOfIt() {
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject().put("fingerprint", "mine"));

        assertThat(detail(id.toString()).getJsonObject("event").getJsonArray("client_fingerprint"))
                .containsExactly("mine");
    }

    @Test
    void anEventIsFoundByEitherIdInEitherForm() {
        UUID eventId = UUID.randomUUID();
        UUID id = DATA.event(issue, Duration.ofHours(1), new JsonObject().put("event_id", eventId.toString()));

        for (UUID each : List.of(id, eventId)) {
            for (String form : List.of(
                    each.toString(),
                    each.toString().replace("-", ""),
                    each.toString().toUpperCase(Locale.ROOT))) {
                assertThat(detail(form).getJsonObject("event").getString("id")).isEqualTo(id.toString());
            }
        }
    }

    @Test
    void aClientsIdThatLooksLikeMeshersIsFound() {
        UUID eventId = UUID.fromString("01890000-0000-7000-8000-000000000001");
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject().put("event_id", eventId.toString()));

        assertThat(detail(eventId.toString()).getJsonObject("event").getString("id"))
                .isEqualTo(id.toString());
    }

    @Test
    void aLargeEventComesWhole() {
        UUID id = DATA.event(
                issue,
                Duration.ZERO,
                new JsonObject().put("extra", new JsonObject().put("text", "x".repeat(1_000_000))));

        assertThat(detail(id.toString())
                        .getJsonObject("event")
                        .getJsonObject("extra")
                        .getString("text"))
                .hasSize(1_000_000);
    }

    @Test
    void navigationWalksTheIssueAlsoWithinOneMillisecondAndOverMidnight() {
        List<UUID> newestFirst = new ArrayList<>();
        newestFirst.add(DATA.event(issue, Duration.ofHours(20), new JsonObject()));
        for (int i = 0; i < 3; i++) {
            newestFirst.add(DATA.event(issue, Duration.ofMinutes(30), new JsonObject()));
        }
        newestFirst.add(DATA.event(issue, Duration.ZERO, new JsonObject()));
        DATA.event(DATA.issue("Other", Duration.ZERO), Duration.ofMinutes(30), new JsonObject());
        Collections.reverse(newestFirst);

        for (int i = 0; i < newestFirst.size(); i++) {
            JsonObject navigation = detail(newestFirst.get(i).toString()).getJsonObject("navigation");
            assertThat(navigation.getString("next_id"))
                    .isEqualTo(i == 0 ? null : newestFirst.get(i - 1).toString());
            assertThat(navigation.getString("prev_id"))
                    .isEqualTo(
                            i == newestFirst.size() - 1
                                    ? null
                                    : newestFirst.get(i + 1).toString());
            assertThat(navigation.getString("first_id"))
                    .isEqualTo(newestFirst.get(newestFirst.size() - 1).toString());
            assertThat(navigation.getString("last_id"))
                    .isEqualTo(newestFirst.get(0).toString());
        }
    }

    @Test
    void anIssuesEventsPageByPage() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            newestFirst.add(DATA.event(
                            issue,
                            Duration.ofMinutes(60 - i / 4),
                            new JsonObject().put("message", "m" + i).put("tags", new JsonObject().put("i", "" + i)))
                    .toString());
        }
        Collections.reverse(newestFirst);
        DATA.event(DATA.issue("Other", Duration.ZERO), Duration.ZERO, new JsonObject());

        List<String> seen = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            JsonObject page = HTTP.get("/api/v1/issues/" + issue + "/events?limit=3" + cursor)
                    .object();
            page.getJsonArray("data").forEach(each -> seen.add(((JsonObject) each).getString("id")));
            more = page.getBoolean("has_more");
            cursor = "&cursor=" + page.getString("next_cursor") + "&cursor_id=" + page.getString("next_cursor_id");
        }

        assertThat(seen).isEqualTo(newestFirst);
        assertThat(HTTP.get("/api/v1/issues/" + issue + "/events?limit=1")
                        .object()
                        .getJsonArray("data")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", newestFirst.get(0))
                        .put("issue_id", issue.toString())
                        .put("level", "error")
                        .put("event_id", null)
                        .put("message", "m10")
                        .put("tags", new JsonObject().put("i", "10"))
                        .put("environment", null)
                        .put("release", null)
                        .put("user", null)
                        .put("title", "Boom")
                        .put("received_at", Times.text(DATA.time(Duration.ofMinutes(58)))));
    }

    @Test
    void theTimelineIsTheNewestEvents() {
        DATA.event(issue, Duration.ofHours(2), new JsonObject().put("message", "old"));
        UUID newer = DATA.event(
                issue,
                Duration.ofHours(1),
                new JsonObject().put("message", "newer").put("level", "info"));

        JsonArray timeline =
                HTTP.get("/api/v1/issues/" + issue + "/timeline?limit=1").array();

        assertThat(timeline)
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("id", newer.toString())
                                .put("level", "info")
                                .put("message", "newer")
                                .put("received_at", Times.text(DATA.time(Duration.ofHours(1))))));
        assertThat(HTTP.get("/api/v1/issues/" + issue + "/timeline").array()).hasSize(2);
    }

    @Test
    void whatADeletedIssueHoldsIsNotFound() {
        UUID id = DATA.event(issue, Duration.ZERO, new JsonObject());
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);

        for (String path : List.of("events/" + id, "issues/" + issue + "/events", "issues/" + issue + "/timeline")) {
            assertThat(HTTP.get("/api/v1/" + path).status()).as(path).isEqualTo(404);
        }
    }

    private static JsonObject detail(String id) {
        RawHttp.Answer answer = HTTP.get("/api/v1/events/" + id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object();
    }
}
