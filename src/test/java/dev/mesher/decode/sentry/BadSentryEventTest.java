package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.NOW;
import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.fieldsOfNotes;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much, of the wrong kind or no JSON: kept as far as it can be, with a note, or refused. */
final class BadSentryEventTest {
    @Test
    void whatIsTooMuchIsTrimmedWithANote() {
        JsonArray frames = new JsonArray();
        for (int i = 0; i < 400; i++) {
            frames.add(new JsonObject().put("function", "f" + i).put("vars", new JsonObject().put("v", i)));
        }
        JsonObject deep = new JsonObject();
        JsonObject inner = deep;
        for (int i = 0; i < 200; i++) {
            JsonObject next = new JsonObject();
            inner.put("d", next);
            inner = next;
        }
        JsonObject sent = new JsonObject()
                .put("message", "x".repeat(10_000))
                .put("release", "r".repeat(300))
                .put("tags", new JsonObject().put("long", "y".repeat(300)))
                .put("extra", new JsonObject().put("big", "z".repeat(100_000)).put("deep", deep))
                .put(
                        "exception",
                        new JsonObject().put("type", "E").put("stacktrace", new JsonObject().put("frames", frames)));

        Event event = decode(sent.encode());

        JsonObject json = json(event);
        assertThat(event.message()).hasSize(8_192);
        assertThat(event.release()).hasSize(200);
        assertThat(event.tags().get("long")).hasSize(200);
        assertThat(event.frames()).hasSize(250);
        assertThat(event.frames().get(49).function()).isEqualTo("f49");
        assertThat(event.frames().get(50).function()).isEqualTo("f200");
        assertThat(json.getJsonArray("stacktrace")
                        .getJsonObject(249)
                        .getJsonObject("vars")
                        .getInteger("v"))
                .isEqualTo(399);
        assertThat(json.getJsonArray("stacktrace").getJsonObject(199).containsKey("vars"))
                .isFalse();
        assertThat(json.getJsonObject("extra").getString("big")).hasSizeBetween(30_000, 33_000);
        assertThat(json.getJsonObject("extra").getJsonObject("deep")).isNotNull();
        assertThat(fieldsOfNotes(json))
                .contains(
                        "logentry.formatted",
                        "release",
                        "tags.long",
                        "extra.big",
                        "extra.deep",
                        "exception.stacktrace");
    }

    @Test
    void fieldsOfTheWrongKindAreNoted() {
        JsonObject json = json(
                decode(
                        """
                {"release":{"a":1},"tags":7,"user":"me","breadcrumbs":"none","request":[],"contexts":1,"extra":"e",
                 "exception":"boom","threads":3,"sdk":[],"session_id":5,"user_context":[1],"environment":["x"]}"""));

        assertThat(fieldsOfNotes(json))
                .contains(
                        "release",
                        "tags",
                        "user",
                        "breadcrumbs",
                        "request",
                        "contexts",
                        "extra",
                        "exception",
                        "threads",
                        "sdk",
                        "session_id",
                        "user_context",
                        "environment");
        assertThat(json.getJsonObject("exception").getString("value")).isEqualTo("boom");
    }

    @Test
    void whatWritersGetWrong() {
        byte[] latin1 = "{\"message\":\"caf\u00e9\",\"extra\":{\"n\":NaN}}".getBytes(StandardCharsets.ISO_8859_1);

        Event event = SentryEvent.decode(latin1, new Arrival(NOW, null, null, null));

        assertThat(event.message()).isEqualTo("caf\uFFFD");
        assertThat(decode("{\"message\":\"a\\ud800b\\u0000c\"}").message()).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "{\"a\":", "{} {}"})
    void onlyWhatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(Refusal.class);
    }

    @Test
    void anExponentThatNoNumberCanHaveIsRefused() {
        String number = "{\"message\":\"m\",\"extra\":{\"n\":1e99999999999999999999}}";
        byte[] notUtf8 = number.replace("m\"", "\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> decode(number)).isInstanceOf(Refusal.class).hasMessageContaining("exponent");
        assertThatThrownBy(() -> SentryEvent.decode(notUtf8, new Arrival(NOW, null, null, null)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> NativeEvent.decode(number.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("exponent");
        assertThatThrownBy(
                        () -> NativeEvent.decode("{\"message\":\"m\",\"tags\":\"{\\\"n\\\":1e99999999999999999999}\"}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
    }
}
