package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a minified bundle's stack groups its errors: the same over builds, and different for two faults. */
final class ScriptCallsTest {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    /** Calls are {@code file function}, oldest first; an error is {@code Type: value}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "another build's names; main.11aa22bb.js e > main.11aa22bb.js tF; main.cc33dd44.js n > main.cc33dd44.js Xq; Error: x",
                "a call more without a name; main.11aa22bb.js onPay > main.11aa22bb.js e; main.cc33dd44.js onPay > main.cc33dd44.js n > main.cc33dd44.js t; Error: x",
                "a call without a name in between; main.11aa22bb.js e > main.11aa22bb.js onPay > main.11aa22bb.js pay; main.cc33dd44.js t > main.cc33dd44.js onPay > main.cc33dd44.js n > main.cc33dd44.js pay; Error: x",
                "and in a file of hashes; main.11aa22bb.js onPay > main.11aa22bb.js e > cart.11aa22bb.js pay; main.cc33dd44.js onPay > 91.5fc49330.chunk.js n > cart.cc33dd44.js pay; Error: x",
                "the language's function; main.11aa22bb.js onPay > main.11aa22bb.js pay; main.11aa22bb.js onPay > <anonymous> Array.map > main.11aa22bb.js pay; Error: x",
                "the directory that a bundle is named after; shop.11aa22bb.js window.run > shop.11aa22bb.js e; current.cc33dd44.js window.run > current.cc33dd44.js n; Error: x",
                "the same, with code before that is in no bundle; <anonymous> evaluate > shop.11aa22bb.js window.run > shop.11aa22bb.js e; <anonymous> evaluate > app.cc33dd44.js window.run > app.cc33dd44.js n; Error: x",
                "a public name of a minified function; cart.11aa22bb.js Object.t [as cart]; cart.11aa22bb.js Module.o [as cart]; Error: x",
            })
    void oneFault(String name, String one, String other, String thrown) {
        assertThat(print(event(thrown, one))).isEqualTo(print(event(thrown, other)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "another value; main.11aa22bb.js e > main.11aa22bb.js t; Error: no cart; main.11aa22bb.js e > main.11aa22bb.js t; Error: no till",
                "another chunk; cart.11aa22bb.js e; Error: no cart; till.11aa22bb.js e; Error: no cart",
                "another value of a method of which the class has no name; main.11aa22bb.js e > main.11aa22bb.js Tp.open; Error: no cart; main.11aa22bb.js e > main.11aa22bb.js Ip.open; Error: no till",
                "a public name; cart.11aa22bb.js t [as cart] > cart.11aa22bb.js n; Error: x; cart.11aa22bb.js t [as till] > cart.11aa22bb.js n; Error: x",
                "a chunk in between; main.11aa22bb.js run > cart.11aa22bb.js e > bank.11aa22bb.js pay; Error: x; main.11aa22bb.js run > till.11aa22bb.js e > bank.11aa22bb.js pay; Error: x",
                "the files of functions with names; cart.11aa22bb.js window.init > cart.11aa22bb.js load; Error: x; till.11aa22bb.js window.init > till.11aa22bb.js load; Error: x",
                "the same, with a function that the programmer gave no name; cart.11aa22bb.js window.init > cart.11aa22bb.js ? > cart.11aa22bb.js load; Error: x; till.11aa22bb.js window.init > till.11aa22bb.js ? > till.11aa22bb.js load; Error: x",
                "a file that no bundler named; cart.js window.init > cart.js e; Error: x; till.js window.init > till.js e; Error: x",
                "another file than the entry; main.11aa22bb.js window.run > cart.11aa22bb.js e; Error: x; main.11aa22bb.js window.run > main.11aa22bb.js e; Error: x",
            })
    void twoFaults(String name, String one, String thrown, String other, String otherThrown) {
        assertThat(print(event(thrown, one))).isNotEqualTo(print(event(otherThrown, other)));
    }

    /** Whether the first call is among those that a client keeps depends on the depth. */
    @Test
    void whoBeganADeepRecursionDoesNotCount() {
        JsonObject whole = recursion("main.js window.run > main.js t > ", "main.js e", 41);
        JsonObject cut = recursion("", "main.js n", 50);

        assertThat(print(whole)).isEqualTo(print(cut));
        assertThat(print(recursion("main.js window.run > ", "main.js e", 9))).isNotEqualTo(print(cut));
        assertThat(print(recursion("", "cart.js e", 50))).isNotEqualTo(print(cut));
        assertThat(print(recursion("main.js window.run > ", "main.js walk", 31)))
                .isNotEqualTo(print(recursion("main.js window.begin > ", "main.js walk", 31)));
    }

    @Test
    void aFrameworksFramesDoNotStandInForTheApplications() {
        JsonObject event = event("Error: x", "main.11aa22bb.js e > main.11aa22bb.js t");
        JsonObject other = event.copy();
        JsonObject dispatch = new JsonObject()
                .put("filename", "framework.js")
                .put("function", "dispatch")
                .put("in_app", false);

        JsonArray unused = Mutation.stacks(other).findFirst().orElseThrow().add(0, dispatch);

        assertThat(print(event)).isEqualTo(print(other));
    }

    /** The address of a page may hold an id. */
    @Test
    void aPageIsNoFile() {
        assertThat(print(event("Error: x", "orders/1 e"))).isEqualTo(print(event("Error: x", "orders/2 e")));
    }

    @Test
    void aServersOperationStandsInForAHandlerWithoutAName() {
        String silent = "_1myuv0x5db2h2._.js r > bank.11aa22bb.js charge";
        JsonObject orders = event("Error: x", silent).put("transaction", "GET /api/orders/12");
        JsonObject same = event("Error: x", silent.replace(" r", " n")).put("transaction", "GET /api/orders/7");
        JsonObject users = event("Error: x", silent).put("transaction", "GET /api/users/12");

        assertThat(print(orders)).isEqualTo(print(same)).isNotEqualTo(print(users));
        assertThat(grouping(orders).parts()).contains(new Part(Part.Kind.TRANSACTION, "GET api orders <number>"));
        for (String told :
                List.of("orders_1myuv0x5db2h2._.js r > bank.js charge", "_1myuv0x5db2h2._.js opened > bank.js e")) {
            assertThat(print(event("Error: x", told).put("transaction", "GET /api/orders")))
                    .isEqualTo(print(event("Error: x", told).put("transaction", "GET /api/users")));
        }
        assertThat(print(event("Error: x", silent).put("transaction", "/orders")))
                .isEqualTo(print(event("Error: x", silent).put("transaction", "/users")));
    }

    /** Its parameters are in the value, and not in the template. */
    @Test
    void aMessageWithAStackIsGroupedByItsTemplate() {
        assertThat(print(said("Ann"))).isEqualTo(print(said("Zoë")));
    }

    private static JsonObject said(String name) {
        JsonObject event = event("Error: no cart of " + name, "main.11aa22bb.js e");
        JsonObject exception =
                event.getJsonObject("exception").getJsonArray("values").getJsonObject(0);
        exception.remove("type");
        exception.put("mechanism", new JsonObject().put("type", "generic").put("synthetic", true));
        return event.put(
                "logentry",
                new JsonObject()
                        .put("message", "no cart of %s")
                        .put("params", new JsonArray().add(name))
                        .put("formatted", "no cart of " + name));
    }

    private static JsonObject recursion(String before, String call, int depth) {
        return event("Error: walked too deep", before + String.join(" > ", Collections.nCopies(depth, call)));
    }

    private static JsonObject event(String thrown, String calls) {
        JsonArray frames = new JsonArray();
        for (String call : calls.split(" > ", -1)) {
            int blank = call.indexOf(' ');
            String file = call.substring(0, blank);
            frames.add(new JsonObject()
                    .put("filename", file.startsWith("<") ? file : "https://shop.example/" + file)
                    .put("function", call.substring(blank + 1))
                    .put("in_app", true));
        }
        int colon = thrown.indexOf(": ");
        JsonObject exception = new JsonObject()
                .put("type", thrown.substring(0, colon))
                .put("value", thrown.substring(colon + 2))
                .put("stacktrace", new JsonObject().put("frames", frames));
        return new JsonObject()
                .put("platform", "javascript")
                .put("exception", new JsonObject().put("values", new JsonArray().add(exception)));
    }

    private static String print(JsonObject event) {
        return grouping(event).fingerprint();
    }

    private static Grouping grouping(JsonObject event) {
        byte[] json = event.encode().getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(SentryEvent.decode(json, ARRIVAL));
    }
}
