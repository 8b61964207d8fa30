package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.event.StackFrame;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeEventTest {
    @Test
    void readsEveryFieldOfTheFormat() {
        Event event = decode(
                """
                {"message":"m","level":"warning","fingerprint":["a","b"],
                 "exception":{"type_name":"T","value":"v","module_name":"mod"},
                 "stacktrace":[{"filename":"f.py","function_name":"g","lineno":1,"in_app":true}],
                 "tags":{"a":"b","n":1,"t":true,"gone":null,"o":{"x":1}},
                 "user_context":{"id":7},"environment":"prod","release":"1","session_id":"s",
                 "event_id":"0123456789ABCDEF0123456789abcdef"}""");

        assertThat(event.message()).isEqualTo("m");
        assertThat(event.level()).isEqualTo(Level.WARNING);
        assertThat(event.clientFingerprint()).containsExactly("a", "b");
        assertThat(event.frames())
                .extracting(StackFrame::filename, StackFrame::function, StackFrame::inApp)
                .containsExactly(tuple("f.py", "g", true));
        assertThat(event.exception()).isEqualTo(new ExceptionInfo("T", "v", "mod", event.frames(), null));
        assertThat(event.tags()).hasToString("{a=b, n=1, t=true, o={\"x\":1}}");
        assertThat(event.eventId()).isEqualTo(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        assertThat(event.environment() + event.release() + event.sessionId()).isEqualTo("prod1s");
        assertThat(event.userHash()).isNotNull();
    }

    @Test
    void readsTheChainOfExceptionsAsFarAsItCan() {
        Event event = decode(
                """
                {"exception":{"type_name":"Outer","value":"o"},"platform":"java","transaction":7,
                 "logentry":{"message":"order %s","formatted":"order 1"},
                 "exceptions":[
                   {"type_name":"Cause","value":"c","stacktrace":[{"function_name":"f","module":"m","lineno":"x"},null]},
                   "not one",
                   {"type_name":"Outer","value":"o","mechanism":{"synthetic":true,"exception_id":1,"parent_id":0}}]}""");

        assertThat(event.exceptions()).extracting(ExceptionInfo::typeName).containsExactly("Cause", "Outer");
        assertThat(event.exceptions().get(0).frames())
                .containsExactly(new StackFrame(null, "f", "m", null, null, null, null, null));
        assertThat(event.exception())
                .extracting(ExceptionInfo::mechanism)
                .isEqualTo(new ExceptionInfo.Mechanism(true, 1, 0, false, false, null));
        assertThat(event.platform()).isEqualTo("java");
        assertThat(event.transaction()).isNull();
        assertThat(event.template()).isEqualTo("order %s");
    }

    @Test
    void defaultsAndNulls() {
        Event event = decode("{\"message\":\"m\",\"level\":null,\"tags\":null,\"event_id\":null,\"exception\":null}");

        assertThat(event.level()).isEqualTo(Level.ERROR);
        assertThat(event.tags()).isEmpty();
        assertThat(event.eventId()).isNull();
        assertThat(event.userHash()).isNull();
    }

    @Test
    void keepsTheClientsTextWhereNothingHasToChange() {
        String json = "{ \"message\" : \"m\", \"later\" : {\"deep\":[1.50,2e400]} }";

        assertThat(decode(json).json()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void unfoldsJsonThatCameInStrings() {
        Event event = decode(
                """
                {"message":"m","tags":"{\\"a\\":\\"b\\"}","extra":"{\\"x\\":[1]}","user_context":"{\\"id\\":\\"u\\"}",
                 "breadcrumbs":[{"data":"{\\"k\\":1}"},{"data":null}]}""");

        JsonObject kept = new JsonObject(new String(event.json(), StandardCharsets.UTF_8));
        assertThat(kept.getJsonObject("tags").getString("a")).isEqualTo("b");
        assertThat(kept.getJsonObject("extra").getJsonArray("x").getInteger(0)).isEqualTo(1);
        assertThat(kept.getJsonArray("breadcrumbs")
                        .getJsonObject(0)
                        .getJsonObject("data")
                        .getInteger("k"))
                .isEqualTo(1);
        assertThat(event.tags()).containsEntry("a", "b");
        assertThat(event.userHash())
                .isEqualTo(decode("{\"message\":\"m\",\"user_context\":{\"id\":\"u\"}}")
                        .userHash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"exception\":{\"type_name\":\"T\",\"value\":\"boom\"}}|boom",
                "{\"exception\":{\"type_name\":\"T\"}}|T",
                "{\"logentry\":{\"message\":\"raw %s\",\"formatted\":\"raw 1\"}}|raw 1",
                "{\"logentry\":{\"message\":\"raw %s\"}}|raw %s",
                "{\"message\":\"\",\"logentry\":{\"message\":\"entry\"}}|entry",
            })
    void findsAMessage(String json, String message) {
        assertThat(decode(json).message()).isEqualTo(message);
    }

    @Test
    void repairsWhatNoColumnTakes() {
        Event event = decode("{\"message\":\"a\\u0000b\",\"tags\":{\"k\\ud800\":\"v\\udc00\"},\"x\":[\"\\ud800\"]}");

        assertThat(event.message()).isEqualTo("a\uFFFDb");
        assertThat(event.tags()).containsEntry("k\uFFFD", "v\uFFFD");
        assertThat(new String(event.json(), StandardCharsets.UTF_8)).contains("[\"\uFFFD\"]");
    }

    @Test
    void cutsColumnsButKeepsThePayload() {
        String longText = "\uD83D\uDE00".repeat(5_000);
        Event event = decode(new JsonObject()
                .put("message", longText)
                .put("release", "r".repeat(300))
                .encode());

        assertThat(event.message()).hasSize(8_192);
        assertThat(event.release()).hasSize(200);
        assertThat(new JsonObject(new String(event.json(), StandardCharsets.UTF_8)).getString("message"))
                .isEqualTo(longText);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|body is empty",
                "{|malformed JSON",
                "{\"message\":\"m\"} x|malformed JSON",
                "{\"message\":\"m\"}{}|malformed JSON",
                "null|event: expected an object",
                "[]|event: expected an object",
                "\"m\"|event: expected an object",
                "{}|message: missing",
                "{\"message\":\" \"}|message: missing",
                "{\"message\":1}|message: expected a string",
                "{\"message\":{}}|message: expected a string",
                "{\"message\":\"m\",\"level\":\"loud\"}|level: expected one of",
                "{\"message\":\"m\",\"level\":3}|level: expected a string",
                "{\"message\":\"m\",\"event_id\":\"x\"}|event_id: expected a UUID",
                "{\"message\":\"m\",\"event_id\":\"0123456789abcdef0123456789abcde\"}|event_id: expected a UUID",
                "{\"message\":\"m\",\"exception\":\"T\"}|exception: expected an object",
                "{\"message\":\"m\",\"exception\":{\"value\":1}}|exception.value: expected a string",
                "{\"message\":\"m\",\"stacktrace\":{}}|stacktrace: expected an array",
                "{\"message\":\"m\",\"stacktrace\":[1]}|stacktrace[0]: expected an object",
                "{\"message\":\"m\",\"stacktrace\":[{\"in_app\":\"yes\"}]}|stacktrace[0].in_app: expected true or false",
                "{\"message\":\"m\",\"fingerprint\":{}}|fingerprint: expected",
                "{\"message\":\"m\",\"fingerprint\":[1]}|fingerprint[0]: expected a string",
                "{\"message\":\"m\",\"tags\":[]}|tags: expected an object",
                "{\"message\":\"m\",\"tags\":\"no json\"}|tags: expected an object",
                "{\"message\":\"m\",\"extra\":7}|extra: expected an object",
                "{\"message\":\"m\",\"breadcrumbs\":{}}|breadcrumbs: expected an array",
                "{\"message\":\"m\",\"breadcrumbs\":[1]}|breadcrumbs[0]: expected an object",
                "{\"message\":\"m\",\"breadcrumbs\":[{\"data\":1}]}|breadcrumbs[0].data: expected an object",
                "{\"message\":\"m\",\"release\":5}|release: expected a string",
                "{\"message\":\"m\",\"session_id\":[]}|session_id: expected a string",
                "{\"message\":\"m\",\"x\":01}|malformed JSON",
                "{\"message\":\"m\",\"x\":NaN}|malformed JSON",
            })
    void saysWhatIsWrongAndWhere(String json, String error) {
        assertRefused(json.getBytes(StandardCharsets.UTF_8), error);
    }

    @Test
    void boundsDepthAndNumbersAndInvalidUtf8() {
        assertRefused(
                bytes("{\"message\":\"m\",\"x\":" + "[".repeat(101) + "]".repeat(101) + "}"), "nested deeper than 100");
        assertRefused(bytes("{\"message\":\"m\",\"x\":" + "9".repeat(65) + "}"), "longer than 64 characters");
        assertRefused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, "malformed JSON");
        assertThat(decode("{\"message\":\"m\",\"x\":1e999999}").message()).isEqualTo("m");
    }

    private static void assertRefused(byte[] json, String error) {
        assertThatThrownBy(() -> NativeEvent.decode(json))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED))
                .hasMessageContaining(error);
    }

    private static Event decode(String json) {
        return NativeEvent.decode(bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
