package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of an event that nothing reads. */
final class SectionsTest {
    @Test
    void areKeptAsTheyCameWhereTheyHoldSomething() {
        JsonObject json = Decoded.json(Decoded.decode("{\"message\":\"m\",\"own\":{\"a\":[1,\"b\"]},\"none\":null}"));

        assertThat(json.getJsonObject("own")).isEqualTo(new JsonObject("{\"a\":[1,\"b\"]}"));
        assertThat(json.containsKey("none")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exceptions", "user_context", "sdk_name", "sdk_version", "session_id", "notes", "user_feedback"})
    void oneWithANameOfMeshersOwnFormatIsLeftOutWithANote(String name) {
        JsonObject json = Decoded.json(Decoded.decode("{\"message\":\"m\",\"" + name + "\":\"forged\"}"));

        assertThat(json.encode()).doesNotContain("forged");
        assertThat(json.getJsonArray("notes"))
                .isEqualTo(new JsonArray().add(note(name, "left out: the name has another meaning in Mesher")));
    }

    private static JsonObject note(String field, String problem) {
        return new JsonObject().put("field", field).put("problem", problem);
    }
}
