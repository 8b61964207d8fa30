package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names by which events are looked for, that came with white space around them. */
final class TrimmedFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "release, /release",
        "environment, /environment",
        "dist, /dist",
        "server_name, /server_name",
        "logger, /logger",
        "transaction, /transaction",
        "platform, /platform",
        "culprit, /culprit",
    })
    void namesOfSentrysClients(String field, String place) {
        JsonObject json =
                json(decode(new JsonObject().put(field, "\ufeff 4b22668\r\n\0").encode()));

        assertThat(JsonPointer.from(place).queryJson(json)).isEqualTo("4b22668");
    }

    @ParameterizedTest
    @CsvSource({"release", "environment", "dist", "server_name", "logger", "transaction", "culprit"})
    void aNameOfNothingButWhiteSpaceIsNone(String field) {
        assertThat(json(decode(new JsonObject().put(field, " \n\t").encode())).containsKey(field))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'tags':{' a ':' b\\n'}}                              | /tags/a | b",
                "{'tags':[['a\\n','b\\t']]}                            | /tags/a | b",
                "{'tags':{'a':'x\\ny '}}                               | /tags/a | x y",
                "{'tags':{'environment':' prod '}}                     | /environment | prod",
                "{'user':{'id':' 7\\n'}}                               | /user_context/id | 7",
                "{'user':{'email':'a@b.c '}}                           | /user_context/email | a@b.c",
                "{'user':{'username':'\\tann'}}                        | /user_context/username | ann",
                "{'user':{'ip_address':' 10.0.0.1 '}}                  | /user_context/ip_address | 10.0.0.1",
                "{'sdk':{'name':' sentry.x\\n','version':' 1 '}}       | /sdk_name | sentry.x",
                "{'sdk':{'version':' 1 '}}                             | /sdk_version | 1",
                "{'fingerprint':[' a ','b\\n']}                        | /fingerprint/1 | b",
                "{'checksum':' c '}                                    | /fingerprint/0 | c",
                "{'exception':{'type':'E ','value':' as it is '}}      | /exception/type_name | E",
                "{'exception':{'type':'E ','value':' as it is '}}      | /exception/value | ` as it is `",
                "{'message':' as it is '}                              | /message | ` as it is `",
                "{'breadcrumbs':[{'category':' ui ','message':' m '}]} | /breadcrumbs/0/category | ui",
                "{'breadcrumbs':[{'category':' ui ','message':' m '}]} | /breadcrumbs/0/message | ` m `",
                "{'stacktrace':[{'function':' f ','context_line':'  f()'}]} | /stacktrace/0/function_name | f",
                "{'stacktrace':[{'function':' f ','context_line':'  f()'}]} | /stacktrace/0/context_line | `  f()`",
            })
    void otherTextsOfSentrysClients(String sent, String place, String found) {
        assertThat(JsonPointer.from(place).queryJson(json(decode(sent.replace('\'', '"')))))
                .isEqualTo(found);
    }

    @Test
    void theSameUserWithWhiteSpaceIsTheSame() {
        assertThat(decode("{\"user\":{\"id\":\"7\\n\"}}").userHash())
                .isEqualTo(decode("{\"user\":{\"id\":7}}").userHash());
        assertThat(own("{\"message\":\"m\",\"user_context\":{\"id\":\" 7\"}}").userHash())
                .isEqualTo(own("{\"message\":\"m\",\"user_context\":{\"id\":\"7\"}}")
                        .userHash());
    }

    @Test
    void namesInMeshersOwnForm() {
        JsonObject sent = new JsonObject().put("message", " as it is ").put("level", " warning\n");
        for (String field : new String[] {
            "release",
            "environment",
            "dist",
            "server_name",
            "logger",
            "transaction",
            "platform",
            "session_id",
            "sdk_name"
        }) {
            sent.put(field, "\t" + field + "\r\n");
        }
        sent.put("tags", new JsonObject().put(" a", " b ").put("a", "c").put("n", 1))
                .put("fingerprint", " f\n")
                .put("event_id", " 0123456789abcdef0123456789abcdef ");

        Event event = own(sent.encode());

        JsonObject json = new JsonObject(new String(event.json(), StandardCharsets.UTF_8));
        assertThat(event.release()).isEqualTo("release");
        assertThat(event.environment()).isEqualTo("environment");
        assertThat(event.serverName()).isEqualTo("server_name");
        assertThat(event.logger()).isEqualTo("logger");
        assertThat(event.transaction()).isEqualTo("transaction");
        assertThat(event.platform()).isEqualTo("platform");
        assertThat(event.sessionId()).isEqualTo("session_id");
        assertThat(event.level().wireName()).isEqualTo("warning");
        assertThat(event.tags()).isEqualTo(Map.of("a", "b", "n", "1"));
        assertThat(event.clientFingerprint()).containsExactly("f");
        assertThat(event.message()).isEqualTo(" as it is ");
        assertThat(json.getString("dist")).isEqualTo("dist");
        assertThat(json.getString("sdk_name")).isEqualTo("sdk_name");
        assertThat(json.getJsonObject("tags")).isEqualTo(new JsonObject("{\"a\":\"b\",\"n\":1}"));
    }

    @Test
    void aListOfMeshersOwnFormThatCameAsAnObject() {
        Event event = own(
                """
                {"message":"m","fingerprint":{"10":"c","2":"b","1":"a"},
                 "stacktrace":{"11":{"function_name":"new"},"9":{"function_name":"old"}},
                 "exceptions":{"2":{"type_name":"B","stacktrace":{"1":{"function_name":"g"}}},"1":{"type_name":"A"}},
                 "breadcrumbs":{"2":{"message":"b"},"1":{"message":"a","data":"{\\"k\\":1}"}}}""");

        JsonObject json = new JsonObject(new String(event.json(), StandardCharsets.UTF_8));
        assertThat(event.clientFingerprint()).containsExactly("a", "b", "c");
        assertThat(event.frames()).extracting(frame -> frame.function()).containsExactly("old", "new");
        assertThat(event.exceptions()).extracting(each -> each.typeName()).containsExactly("A", "B");
        assertThat(event.exceptions().get(1).frames()).hasSize(1);
        assertThat(json.getJsonArray("breadcrumbs").encode())
                .isEqualTo("[{\"message\":\"a\",\"data\":{\"k\":1}},{\"message\":\"b\"}]");
    }

    private static Event own(String json) {
        return NativeEvent.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
