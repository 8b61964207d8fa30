package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TitleTest {

    @Test
    void typeAndFirstLineOfTheValue() {
        assertThat(title("Boom", " cart is empty\nat line 2")).isEqualTo("Boom: cart is empty");
        assertThat(title("Boom", "")).isEqualTo("Boom");
        assertThat(title("Boom", "x".repeat(500))).hasSize(200).endsWith("…");
    }

    @Test
    void aMessagesFirstLine() {
        assertThat(Title.of(FingerprintTest.decoded(new JsonObject().put("message", "\n gone \nmore"))))
                .isEqualTo("gone");
    }

    @Test
    void aMessageToWhichAStackIsAttached() {
        JsonObject event = event("node")
                .put(
                        "exceptions",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("value", "m")
                                        .put("mechanism", new JsonObject().put("synthetic", true))));

        assertThat(Title.of(FingerprintTest.decoded(event))).isEqualTo("m");
    }

    @Test
    void theFunctionWhereTheTypeSaysNothing() {
        JsonObject event = event("java").put("exception", new JsonObject().put("value", "v"));

        assertThat(Title.of(FingerprintTest.decoded(event))).isEqualTo("pay");
    }

    @ParameterizedTest
    @CsvSource({
        "java, com.acme.Cart in pay",
        "python, com.acme.Cart in pay",
        "node, pay(com.acme.Cart)",
        "rust, pay",
    })
    void theFrameThatFailedAsItsPeopleWriteIt(String platform, String culprit) {
        assertThat(Title.culprit(FingerprintTest.decoded(event(platform)))).isEqualTo(culprit);
    }

    @Test
    void theTransactionBeforeTheFrame() {
        assertThat(Title.culprit(FingerprintTest.decoded(event("java").put("transaction", "GET /cart"))))
                .isEqualTo("GET /cart");
        assertThat(Title.culprit(FingerprintTest.decoded(new JsonObject().put("message", "m"))))
                .isNull();
    }

    private static String title(String type, String value) {
        JsonObject exception = new JsonObject().put("type_name", type).put("value", value);
        return Title.of(FingerprintTest.decoded(new JsonObject().put("exception", exception)));
    }

    private static JsonObject event(String platform) {
        return new JsonObject()
                .put("platform", platform)
                .put("message", "m")
                .put(
                        "stacktrace",
                        new JsonArray()
                                .add(FingerprintTest.frame("Cart.java", "pay")
                                        .put("module", "com.acme.Cart")
                                        .put("in_app", true))
                                .add(FingerprintTest.frame("Lib.java", "get").put("in_app", false)));
    }
}
