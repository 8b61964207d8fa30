package dev.mesher.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import dev.mesher.testing.CollidingNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every use of Vert.x's JSON in the process, of which its PostgreSQL client's is one, goes through one reader. */
final class VertxJsonFactoryTest {
    @Test
    void isTheOneThatVertxFinds() {
        assertThat(io.vertx.core.spi.JsonFactory.load()).isInstanceOf(VertxJsonFactory.class);
        assertThat(Json.CODEC.getClass()).isEqualTo(DatabindCodec.class);
        assertThat(DatabindCodec.mapper().getFactory().isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
    }

    @Test
    void goesBeforeAFactoryWithoutAnOrderOfItsOwn() {
        io.vertx.core.spi.JsonFactory other = () -> Json.CODEC;

        assertThat(new VertxJsonFactory().order()).isLessThan(other.order());
    }

    /** Names that all come to one place of a table of names, sent until it would be full. */
    @Test
    void nobodysNamesCostAnother() {
        List<String> names = CollidingNames.of(4_000);
        for (int i = 0; i < names.size(); i += 100) {
            List<String> some = names.subList(i, i + 100);
            byte[] json = CollidingNames.event(some);
            assertThat(new JsonObject(Buffer.buffer(json)).fieldNames()).containsAll(some);
            assertThat(new JsonObject(new String(json, StandardCharsets.UTF_8)).fieldNames())
                    .containsAll(some);
        }
    }

    @Test
    void readsJsonAndNothingElse() {
        assertThat(new JsonObject("{\"a\":[1,null,{\"b\":1.5}]}")
                        .getJsonArray("a")
                        .size())
                .isEqualTo(3);
        for (String json : List.of("", "{} {}", "{\"a\":1 /* comment */}", "[]", "{\"a\":" + "[".repeat(10_000))) {
            assertThatThrownBy(() -> new JsonObject(json)).as(json).isInstanceOf(DecodeException.class);
        }
    }
}
