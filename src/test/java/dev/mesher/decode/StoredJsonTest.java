package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an event's JSON says twice is stored once, and its readers do not see that. */
final class StoredJsonTest {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    @Test
    void theStackOfWhatWasThrownIsStoredOnce() {
        Event event = sentry(
                "{\"exception\":[{\"type\":\"A\"},{\"type\":\"Bé\",\"value\":\"\uD83D\uDE00 \\\"v\\\"\",\"module\":\"m\","
                        + "\"thread_id\":7,\"stacktrace\":{\"frames\":[{\"function\":\"täter\",\"vars\":{\"x\":[1.50,{\"y\":null}]}}]}}]}");

        assertThat(text(event.json()).split("täter", -1)).hasSize(2);
        JsonObject whole = whole(event);
        assertThat(whole.getJsonObject("exception"))
                .isEqualTo(new JsonObject()
                        .put("type_name", "Bé")
                        .put("value", "\uD83D\uDE00 \"v\"")
                        .put("module_name", "m"));
        assertThat(whole.getJsonArray("stacktrace"))
                .isEqualTo(whole.getJsonArray("exceptions").getJsonObject(1).getJsonArray("stacktrace"))
                .hasSize(1);
        assertThat(text(StoredJson.whole(event.json())).split("1\\.50", -1)).hasSize(3);
    }

    @Test
    void theStackOfAThreadIsStoredOnce() {
        Event event =
                sentry("{\"threads\":[{\"id\":1},{\"id\":2,\"crashed\":true,\"stacktrace\":[{\"function\":\"f\"}]}]}");

        assertThat(new JsonObject(text(event.json())).getValue("stacktrace")).isEqualTo("/threads/1/stacktrace");
        assertThat(whole(event).getJsonArray("stacktrace"))
                .isEqualTo(new JsonArray().add(new JsonObject().put("function_name", "f")));
        assertThat(NativeEvent.decodeStored(event.json()).frames())
                .isEqualTo(event.frames())
                .hasSize(1);
    }

    @Test
    void anExceptionWithoutAStackPointsToItsTypeAlone() {
        Event event = sentry("{\"exception\":{\"value\":\"v\"},\"stacktrace\":[{\"function\":\"f\"}]}");

        JsonObject whole = whole(event);
        assertThat(whole.getJsonObject("exception")).isEqualTo(new JsonObject().put("value", "v"));
        assertThat(whole.getJsonArray("stacktrace")).hasSize(1);
    }

    @Test
    void whatOnlyLooksLikeAPointerIsNone() {
        byte[] json = bytes("{\"message\":\"/exceptions/0\",\"exceptions\":[{\"type_name\":\"A\"}],"
                + "\"extra\":{\"stacktrace\":\"/exceptions/0/stacktrace\"}}");
        byte[] nowhere = bytes("{\"exceptions\":[],\"stacktrace\":\"/exceptions/0/stacktrace\"}");
        byte[] damaged = bytes("{\"stacktrace\":\"/exceptions/0/stacktrace\"");

        assertThat(StoredJson.whole(json)).isEqualTo(json);
        assertThat(StoredJson.whole(nowhere)).isEqualTo(nowhere);
        assertThat(StoredJson.whole(damaged)).isEqualTo(damaged);
    }

    private static Event sentry(String json) {
        return SentryEvent.decode(bytes(json), ARRIVAL);
    }

    private static JsonObject whole(Event event) {
        return new JsonObject(text(StoredJson.whole(event.json())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
