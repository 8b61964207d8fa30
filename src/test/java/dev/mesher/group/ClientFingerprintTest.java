package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables that Sentry's documentation names for fingerprints, and some that its clients' users write. */
final class ClientFingerprintTest {
    private static final JsonObject EVENT = new JsonObject()
            .put("message", "order 12 failed")
            .put("level", "warning")
            .put("logger", "shop.cart")
            .put("server_name", "web-3")
            .put("transaction", "/checkout")
            .put("environment", "production")
            .put("release", "shop@1.2")
            .put("tags", new JsonObject().put("region", "eu").put("server_name.zone", "a"))
            .put("exception", new JsonObject().put("type_name", "CartError").put("value", "cart 7 is empty"))
            .put(
                    "stacktrace",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("filename", "app/main.py")
                                    .put("function_name", "main")
                                    .put("in_app", true))
                            .add(new JsonObject()
                                    .put("filename", "app/cart.py")
                                    .put("abs_path", "/srv/app/cart.py")
                                    .put("function_name", "pay")
                                    .put("module", "app.cart")
                                    .put("package", "shop.so")
                                    .put("in_app", true))
                            .add(new JsonObject()
                                    .put("filename", "lib/http.py")
                                    .put("function_name", "post")
                                    .put("in_app", false)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ transaction }}    | /checkout",
                "{{ error.type }}     | CartError",
                "{{ type }}           | CartError",
                "{{ error.value }}    | cart <number> is empty",
                "{{ value }}          | cart <number> is empty",
                "{{ stack.function }} | pay",
                "{{ function }}       | pay",
                "{{ stack.abs_path }} | /srv/app/cart.py",
                "{{ path }}           | /srv/app/cart.py",
                "{{ stack.filename }} | app/cart.py",
                "{{ filename }}       | app/cart.py",
                "{{ stack.module }}   | app.cart",
                "{{ module }}         | app.cart",
                "{{ stack.package }}  | shop.so",
                "{{ package }}        | shop.so",
                "{{ logger }}         | shop.cart",
                "{{ level }}          | warning",
                "{{ message }}        | order <number> failed",
                "{{ tags.region }}    | eu",
                "{{ tags.server_name.zone }} | a",
                "{{ tags.server_name }}      | web-3",
                "{{ tags.logger }}           | shop.cart",
                "{{ tags.environment }}      | production",
                "{{ tags.release }}          | shop@1.2",
                "{{ tags.transaction }}      | /checkout",
                "{{ tags.level }}            | warning",
                "{{environment}}      | production",
                "{{ release }}        | shop@1.2",
                "{{ \"logger\" }}     | shop.cart",
                "log-{{ logger }}-{{level}} | log-shop.cart-warning",
                "{{ unheard_of }}     | {{ unheard_of }}",
            })
    void isFilledIn(String text, String value) {
        assertThat(parts(EVENT, text)).containsExactly(new Part(Part.Kind.CLIENT, value));
    }

    @ParameterizedTest
    @CsvSource({
        "{{ transaction }}",
        "{{ type }}",
        "{{ value }}",
        "{{ function }}",
        "{{ path }}",
        "{{ filename }}",
        "{{ module }}",
        "{{ package }}",
        "{{ logger }}",
        "{{ tags.region }}",
        "{{ tags.server_name }}",
    })
    void isEmptyWhereTheEventSaysNothing(String text) {
        assertThat(parts(new JsonObject().put("message", "m"), text)).containsExactly(new Part(Part.Kind.CLIENT, ""));
    }

    @Test
    void ownTagsComeFirst() {
        JsonObject event = EVENT.copy();
        event.getJsonObject("tags").put("server_name", "mine");

        assertThat(parts(event, "{{ tags.server_name }}")).containsExactly(new Part(Part.Kind.CLIENT, "mine"));
    }

    @Test
    void theDefaultStandsForWhatTheServerFinds() {
        assertThat(parts(EVENT, "{{ default }}", "{{ logger }}"))
                .containsExactly(
                        new Part(Part.Kind.FRAME, "main.py main"),
                        new Part(Part.Kind.FRAME, "app.cart pay"),
                        new Part(Part.Kind.TYPE, "CartError"),
                        new Part(Part.Kind.CLIENT, "shop.cart"));
    }

    @Test
    void anotherValueIsAnotherGroup() {
        JsonObject other = EVENT.copy().put("logger", "shop.stock");

        assertThat(Fingerprint.of(FingerprintTest.decoded(with(EVENT, "{{ logger }}")))
                        .fingerprint())
                .isNotEqualTo(Fingerprint.of(FingerprintTest.decoded(with(other, "{{ logger }}")))
                        .fingerprint());
    }

    private static List<Part> parts(JsonObject event, String... fingerprint) {
        byte[] json = with(event, fingerprint).encode().getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(NativeEvent.decode(json)).parts();
    }

    private static JsonObject with(JsonObject event, String... fingerprint) {
        return event.copy().put("fingerprint", List.of(fingerprint));
    }
}
