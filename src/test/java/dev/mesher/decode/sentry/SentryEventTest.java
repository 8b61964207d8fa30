package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.NOW;
import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.fieldsOfNotes;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the forms in which Sentry's clients say things. */
final class SentryEventTest {
    private static final UUID ID = UUID.fromString("fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"plain 7\"} | plain 7 | ",
                "{\"message\":{\"formatted\":\"hello 7\",\"message\":\"hello %s\",\"params\":[7]}} | hello 7 | hello %s",
                "{\"logentry\":{\"message\":\"hello %s and %d\",\"params\":[\"you\",7]}} | hello you and 7 | hello %s and %d",
                "{\"logentry\":{\"message\":\"hello %(who)s\",\"params\":{\"who\":\"you\"}}} | hello you | hello %(who)s",
                "{\"logentry\":{\"message\":\"hello {0} {}\",\"params\":[\"you\"]}} | hello you you | hello {0} {}",
                "{\"logentry\":{\"message\":\"plain\"}} | plain | ",
                "{\"message\":\"old\",\"sentry.interfaces.Message\":{\"message\":\"new\"}} | new | ",
                "{\"message\":{\"message\":\"only\"}} | only | ",
                "{} | <unlabeled event> | ",
                "{\"message\":null,\"exception\":{\"values\":[{\"stacktrace\":{\"frames\":[]}}]}} | <unlabeled event> | ",
            })
    void messagesInEveryForm(String json, String message, String template) {
        Event event = decode(json);

        assertThat(event.message()).isEqualTo(message);
        assertThat(event.template()).isEqualTo(template);
    }

    @Test
    void theIdOfTheHeaderWinsAndOneIsMadeWhereThereIsNone() {
        String other = "{\"event_id\":\"00000000000000000000000000000001\"}";

        assertThat(decode(other, new Arrival(NOW, null, ID, null)).eventId()).isEqualTo(ID);
        assertThat(decode(other).eventId()).isEqualTo(new UUID(0, 1));
        assertThat(decode("{}").eventId()).isNotNull();
        assertThat(decode("{\"event_id\":\"FC6D8C0C-43FC-4630-AD85-0EE518F1B9D0\"}")
                        .eventId())
                .isEqualTo(ID);
        assertThat(fieldsOfNotes(json(decode("{\"event_id\":\"nonsense\"}")))).containsExactly("event_id");
    }

    @Test
    void tagsInBothForms() {
        Map<String, String> expected = Map.of("a", "1", "b-c", "true", "d", "x y");

        assertThat(decode("{\"tags\":{\"a\":1,\"b c\":true,\"d\":\"x\\ny\",\"e\":null}}")
                        .tags())
                .isEqualTo(expected);
        assertThat(decode("{\"tags\":[[\"a\",1],[\"b c\",true],[\"d\",\"x\\ny\"],[\"a\",2],[\"e\",null],null]}")
                        .tags())
                .isEqualTo(expected);
    }

    @Test
    void theEnvironmentOfOldClientsIsATag() {
        Event event = decode("{\"tags\":{\"environment\":\"staging\",\"k\":\"v\"}}");

        assertThat(event.environment()).isEqualTo("staging");
        assertThat(event.tags()).isEqualTo(Map.of("k", "v"));
        assertThat(decode("{\"environment\":\"prod\",\"tags\":{\"environment\":\"staging\"}}")
                        .environment())
                .isEqualTo("prod");
    }

    @Test
    void theUserAndTheirAddress() {
        Arrival arrival = new Arrival(NOW, null, null, "203.0.113.9");

        JsonObject asked = json(decode("{\"user\":{\"id\":7,\"ip_address\":\"{{auto}}\",\"plan\":\"gold\"}}", arrival));
        JsonObject own = json(decode("{\"user\":{\"ip_address\":\"10.0.0.1\"}}", arrival));
        JsonObject inferred = json(decode("{\"sdk\":{\"settings\":{\"infer_ip\":\"auto\"}}}", arrival));
        JsonObject never = json(decode("{\"user\":{\"id\":7}}", arrival));
        JsonObject unknown = json(decode("{\"user\":{\"ip_address\":\"{{auto}}\",\"id\":\"u\"}}"));

        assertThat(asked.getJsonObject("user_context"))
                .isEqualTo(new JsonObject("{\"id\":\"7\",\"ip_address\":\"203.0.113.9\",\"plan\":\"gold\"}"));
        assertThat(own.getJsonObject("user_context").getString("ip_address")).isEqualTo("10.0.0.1");
        assertThat(inferred.getJsonObject("user_context").getString("ip_address"))
                .isEqualTo("203.0.113.9");
        assertThat(never.getJsonObject("user_context")).isEqualTo(new JsonObject("{\"id\":\"7\"}"));
        assertThat(unknown.getJsonObject("user_context")).isEqualTo(new JsonObject("{\"id\":\"u\"}"));
        assertThat(decode("{\"user\":{\"id\":7}}").userHash()).isNotNull();
    }

    @Test
    void fingerprints() {
        assertThat(decode("{\"fingerprint\":[\"a\",1,true,2.9,null]}").clientFingerprint())
                .containsExactly("a", "1", "true", "2");
        assertThat(decode("{\"fingerprint\":[],\"checksum\":\"c\"}").clientFingerprint())
                .containsExactly("c");
        assertThat(decode("{\"fingerprint\":[\"{{ default }}\",\"x\"],\"checksum\":\"c\"}")
                        .clientFingerprint())
                .containsExactly("{{ default }}", "x");
        assertThat(decode("{\"fingerprint\":[],\"checksum\":null}").clientFingerprint())
                .isEmpty();
    }

    @Test
    void everythingElseIsKept() {
        JsonObject sent = new JsonObject(
                """
                {"logger":"app","server_name":"web-1","dist":"42","culprit":"old","release":"shop@1",
                 "request":{"url":"http://x/y","method":"GET","query_string":"a=b","headers":[["A","b"]]},
                 "contexts":{"os":{"type":"os","name":"Linux"},"trace":{"trace_id":"t"}},
                 "extra":{"n":1.50,"deep":{"x":[1,null]}},"modules":{"a":"1"},
                 "debug_meta":{"images":[{"type":"sourcemap","debug_id":"d"}]},
                 "made_up":{"by":["the client"]}}""");
        JsonObject json = json(decode(sent.copy()
                .put("sdk", new JsonObject("{\"name\":\"sentry.x\",\"version\":\"1\",\"integrations\":[\"a\"]}"))
                .encode()));

        sent.forEach(field ->
                assertThat(json.getValue(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(json.getString("sdk_name")).isEqualTo("sentry.x");
        assertThat(json.getString("sdk_version")).isEqualTo("1");
        assertThat(json.getJsonObject("sdk").getJsonArray("integrations")).containsExactly("a");
        assertThat(json.containsKey("notes")).isFalse();
    }

    @Test
    void breadcrumbsInBothForms() {
        String crumb =
                "{\"timestamp\":\"2026-11-20T09:59:00Z\",\"type\":\"http\",\"category\":\"xhr\",\"level\":\"info\","
                        + "\"message\":\"m\",\"data\":{\"url\":\"/x\"}}";
        for (String form : List.of("[" + crumb + "]", "{\"values\":[" + crumb + ",null]}")) {
            assertThat(json(decode("{\"breadcrumbs\":" + form + "}")).getJsonArray("breadcrumbs"))
                    .isEqualTo(new JsonArray("[" + crumb + "]"));
        }
        assertThat(json(decode("{\"breadcrumbs\":[{\"data\":\"text\"}]}")).getJsonArray("breadcrumbs"))
                .isEqualTo(new JsonArray("[{\"data\":{\"value\":\"text\"}}]"));
    }
}
