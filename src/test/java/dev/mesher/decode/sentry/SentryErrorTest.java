package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.StackFrame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the forms in which Sentry's clients say exceptions and their stacks. */
final class SentryErrorTest {
    private static final UUID ID = UUID.fromString("fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0");

    @Test
    void anErrorWithItsChain() {
        Event event = decode(
                """
                {"event_id":"fc6d8c0c43fc4630ad850ee518f1b9d0","platform":"java","transaction":"GET /pay",
                 "exception":{"values":[
                   {"type":"IOException","value":"refused","module":"java.io","stacktrace":{"frames":[{"function":"open"}]}},
                   null,
                   {"type":"PayException","value":"cannot pay","module":"shop.pay","thread_id":7,
                    "mechanism":{"type":"chained","handled":false,"exception_id":0,"is_exception_group":false},
                    "stacktrace":{"frames":[
                      {"filename":"Main.java","function":"main","module":"shop.Main","lineno":3,"in_app":true},
                      null,
                      {"filename":"Pay.java","abs_path":"/src/Pay.java","function":"pay","module":"shop.Pay","lineno":41,
                       "colno":"7","in_app":null,"pre_context":["a",null],"context_line":"b","post_context":["c"],
                       "vars":{"total":12.50,"cart":{"id":7}},"instruction_addr":"0x1f","platform":"java"}]}}]}}""");

        assertThat(event.eventId()).isEqualTo(ID);
        assertThat(event.platform()).isEqualTo("java");
        assertThat(event.transaction()).isEqualTo("GET /pay");
        assertThat(event.message()).isEqualTo("cannot pay");
        assertThat(event.level()).isEqualTo(Level.ERROR);
        assertThat(event.exceptions())
                .extracting(ExceptionInfo::typeName)
                .containsExactly("IOException", "PayException");
        assertThat(event.exceptions().get(0).frames())
                .extracting(StackFrame::function)
                .containsExactly("open");
        assertThat(Objects.requireNonNull(event.exception()).mechanism())
                .isEqualTo(new ExceptionInfo.Mechanism(false, 0, null, false, false, null));
        assertThat(event.frames())
                .containsExactly(
                        new StackFrame("Main.java", "main", "shop.Main", null, null, null, 3, true),
                        new StackFrame("Pay.java", "pay", "shop.Pay", "/src/Pay.java", null, "b", 41, null));
        JsonObject json = json(event);
        assertThat(json.getJsonObject("exception"))
                .isEqualTo(new JsonObject(
                        "{\"type_name\":\"PayException\",\"value\":\"cannot pay\",\"module_name\":\"shop.pay\"}"));
        assertThat(json.getJsonArray("stacktrace").getJsonObject(1))
                .isEqualTo(
                        new JsonObject(
                                """
                        {"filename":"Pay.java","function_name":"pay","module":"shop.Pay","abs_path":"/src/Pay.java",
                         "lineno":41,"colno":7,"pre_context":["a",""],"context_line":"b","post_context":["c"],
                         "platform":"java","instruction_addr":"0x1f","vars":{"total":12.50,"cart":{"id":7}}}"""));
        assertThat(json.getJsonArray("exceptions").getJsonObject(1).getJsonArray("stacktrace"))
                .isEqualTo(json.getJsonArray("stacktrace"));
        assertThat(json.containsKey("notes")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exception\":[{\"type\":\"E\",\"value\":\"v\"}]",
                "\"exception\":{\"type\":\"E\",\"value\":\"v\"}",
                "\"exception\":{\"values\":[{\"type\":\"E\",\"value\":\"v\"}]}",
                "\"sentry.interfaces.Exception\":[{\"type\":\"E\",\"value\":\"v\"}]",
            })
    void exceptionsInEveryForm(String form) {
        Event event = decode("{" + form + "}");

        assertThat(event.exceptions()).containsExactly(ExceptionInfo.of("E", "v", null));
        assertThat(event.message()).isEqualTo("v");
    }

    @Test
    void theStackOfAMessageIsItsThreads() {
        for (String threads : List.of(
                "[{\"id\":1},{\"id\":2,\"current\":true,\"stacktrace\":{\"frames\":[{\"function\":\"f\"}]}}]",
                "{\"values\":[{\"stacktrace\":{\"frames\":[{\"function\":\"f\"}]}}]}",
                "{\"values\":[{\"current\":true,\"stacktrace\":{\"frames\":[{\"function\":\"no\"}]}},"
                        + "{\"crashed\":true,\"stacktrace\":{\"frames\":[{\"function\":\"f\"}]}}]}")) {
            Event event = decode("{\"message\":\"m\",\"threads\":" + threads + "}");

            assertThat(event.frames()).extracting(StackFrame::function).containsExactly("f");
            assertThat(json(event).getJsonArray("threads")).isNotEmpty();
        }
        assertThat(decode("{\"message\":\"m\",\"stacktrace\":{\"frames\":[{\"function\":\"g\"}]}}")
                        .frames())
                .extracting(StackFrame::function)
                .containsExactly("g");
    }
}
