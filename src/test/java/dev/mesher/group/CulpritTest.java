package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a compiler or a runtime put into a stack is nobody's culprit. */
final class CulpritTest {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "javascript, _callSuper",
        "javascript, _callSuper2",
        "javascript, _callSuper$1",
        "javascript, _createSuperInternal",
        "javascript, asyncGeneratorStep",
        "javascript, __awaiter",
        "javascript, __generator",
        "javascript, tslib.__awaiter",
        "javascript, Reflect.construct",
        "javascript, Generator.<anonymous>",
        "javascript, _regeneratorRuntime",
        "javascript, Object.<anonymous>",
        "node, new Promise",
        "node, _call_super",
        "node, <anonymous>",
        "python, <lambda>",
        "python, <listcomp>",
        "python, reraise",
        "java, invokeSuspend",
        "java, access$000",
        "go, gopanic",
        "go, goPanicIndex",
        "rust, rust_begin_unwind",
        "rust, core::panicking::panic_fmt",
        "rust, core::result::unwrap_failed",
        "cpp, __cxa_throw",
        "cocoa, __exceptionPreprocess",
        "php, call_user_func_array",
        "ruby, public_send",
        "csharp, MoveNext",
        "other, __handle_exc",
        "other, ?",
    })
    void nobodyWroteIt(String platform, String function) {
        for (Boolean inApp : new Boolean[] {true, null}) {
            JsonObject pay = frame("cart.src", "pay", inApp);
            JsonObject helper = frame("cart.src", function, inApp);

            assertThat(culprit(event(platform, pay, helper)))
                    .as("in_app %s", inApp)
                    .contains("pay");
            assertThat(culprit(event(platform, helper))).isEqualTo("cart.src");
            assertThat(culprit(event(platform, helper).put("culprit", "cart.checkout")))
                    .isEqualTo("cart.checkout");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "javascript, callSuper",
        "javascript, _superviseOrders",
        "javascript, Cart.next",
        "javascript, awaiter",
        "python, <module>",
        "python, raise_price",
        "java, invoke",
        "java, <init>",
        "java, accessCart",
        "go, main",
        "go, panicRoom",
        "rust, shop::core::panicking",
        "php, array_of_carts",
        "csharp, MoveNextCart",
        "other, handle_exc",
    })
    void somebodyWroteIt(String platform, String function) {
        assertThat(culprit(event(platform, frame("cart.src", "pay", true), frame("cart.src", function, true))))
                .contains(function);
    }

    @Test
    void whereNoFrameIsMarkedTheRulesSayWhichAreTheApplications() {
        JsonObject pay = frame("shop/cart.py", "pay", null);
        JsonObject get = frame("/venv/lib/python3.12/site-packages/requests/api.py", "get", null);

        assertThat(culprit(event("python", pay, get))).isEqualTo("shop/cart.py in pay");
        assertThat(culprit(event("python", get)))
                .isEqualTo("/venv/lib/python3.12/site-packages/requests/api.py in get");
    }

    @Test
    void whatTheClientSentStandsWhereNoFrameSaysIt() {
        JsonObject message = new JsonObject().put("message", "m").put("culprit", " shop.cart in pay\n");

        assertThat(culprit(message)).isEqualTo("shop.cart in pay");
        assertThat(culprit(message.copy().put("transaction", "GET /cart"))).isEqualTo("GET /cart");
        assertThat(culprit(message.copy().put("culprit", " "))).isNull();
        assertThat(culprit(message.copy().put("culprit", "x".repeat(900)))).hasSize(200);
        assertThat(culprit(event("python", frame("a.py", "pay", true)).put("culprit", "other")))
                .isEqualTo("a.py in pay");
        assertThat(Title.culprit(NativeEvent.decode(message.encode().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("shop.cart in pay");
        assertThat(Title.culprit(NativeEvent.decodeStored(decoded(message).json())))
                .isEqualTo("shop.cart in pay");
    }

    /** They come and go with the targets of a build. */
    @ParameterizedTest
    @CsvSource({"_callSuper", "_callSuper2", "Reflect.construct", "__awaiter", "Generator.next", "_async_to_generator"})
    void aTranspilersHelperDoesNotMakeAnotherIssue(String helper) {
        JsonObject pay = frame("cart.js", "payAll", true);
        JsonObject charge = frame("cart.js", "charge", true);

        assertThat(print(event("javascript", pay, frame("cart.js", helper, true), charge)))
                .isEqualTo(print(event("javascript", pay, charge)))
                .isNotEqualTo(print(event("javascript", pay, frame("cart.js", "discount", true), charge)));
    }

    private static JsonObject frame(String file, String function, @Nullable Boolean inApp) {
        return new JsonObject().put("filename", file).put("function", function).put("in_app", inApp);
    }

    private static JsonObject event(String platform, JsonObject... frames) {
        JsonArray stack = new JsonArray();
        for (JsonObject frame : frames) {
            stack.add(frame);
        }
        JsonObject exception = new JsonObject()
                .put("type", "Boom")
                .put("value", "no cart")
                .put("stacktrace", new JsonObject().put("frames", stack));
        return new JsonObject()
                .put("platform", platform)
                .put("exception", new JsonObject().put("values", new JsonArray().add(exception)));
    }

    private static @Nullable String culprit(JsonObject event) {
        return Title.culprit(decoded(event));
    }

    private static String print(JsonObject event) {
        return Fingerprint.of(decoded(event)).fingerprint();
    }

    private static Event decoded(JsonObject event) {
        return SentryEvent.decode(event.encode().getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }
}
