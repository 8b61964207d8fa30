package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FingerprintTest {
    private static final JsonObject LIBRARY = frame("lib/http.py", "get").put("in_app", false);
    private static final JsonObject APP = frame("app/cart.py", "pay").put("in_app", true);

    @Test
    void theClientsOwnComesFirst() {
        JsonObject event = boom(APP).put("fingerprint", List.of("mine", "2"));

        assertThat(of(event).source()).isEqualTo(Grouping.Source.CLIENT);
        assertThat(print(event)).isEqualTo(print(message("other").put("fingerprint", List.of("mine", "2"))));
        assertThat(print(event)).isNotEqualTo(print(boom(APP).put("fingerprint", List.of("mine2"))));
        assertThat(print(event)).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({"{{ default }}", "{{default}}", "'{{ \"default\" }}'"})
    void theClientMayLeaveItToTheServer(String text) {
        assertThat(print(boom(APP).put("fingerprint", List.of(text)))).isEqualTo(print(boom(APP)));
    }

    @Test
    void theClientMayAddToWhatTheServerFinds() {
        JsonObject eu = boom(APP)
                .put("fingerprint", List.of("{{ default }}", "{{ tags.region }}"))
                .put("tags", new JsonObject().put("region", "eu"));
        JsonObject us = eu.copy().put("tags", new JsonObject().put("region", "us"));

        assertThat(print(eu)).isNotEqualTo(print(us));
        assertThat(of(eu).parts()).extracting(Part::value).containsExactly("cart.py pay", "Boom", "eu");
        assertThat(print(boom(APP).put("fingerprint", List.of("{{ type }}-{{ function }}"))))
                .isEqualTo(print(message("m").put("fingerprint", "Boom-pay")));
        assertThat(of(boom(APP).put("fingerprint", List.of("{{ unknown }}")))
                        .parts()
                        .get(0)
                        .value())
                .isEqualTo("{{ unknown }}");
    }

    @Test
    void onlyTheApplicationsFramesCountWhereThereAreSome() {
        assertThat(print(boom(LIBRARY, APP))).isEqualTo(print(boom(APP, LIBRARY, LIBRARY)));
        assertThat(print(boom(LIBRARY)))
                .isNotEqualTo(print(boom(frame("lib/http.py", "post").put("in_app", false))));
    }

    @Test
    void theRulesDecideWhereTheClientIsSilent() {
        JsonObject library = frame("/venv/lib/python3.12/site-packages/x.py", "get");
        JsonObject app = frame("app/cart.py", "pay");

        assertThat(print(boom(library, app))).isEqualTo(print(boom(app)));
    }

    @Test
    void everyLinkOfAChainCounts() {
        JsonObject cause = exception("Cause", "a", 0, null, false, APP);
        JsonObject other = exception("Other", "a", 0, null, false, APP);
        JsonObject thrown = exception("Boom", "b", 0, null, false, APP);

        assertThat(print(chain(cause, thrown))).isNotEqualTo(print(chain(other, thrown)));
        assertThat(print(chain(cause, thrown)))
                .isEqualTo(print(chain(exception("Cause", "else", 0, null, false, APP), thrown)));
    }

    @Test
    void theMembersOfAGroupCountOnceInAnyOrder() {
        JsonObject root = exception("Group", "2 failed", 0, null, true);
        JsonObject a = exception("A", "a", 1, 0, false, APP);
        JsonObject b = exception("B", "b", 2, 0, false, APP);
        JsonObject anotherA = exception("A", "a", 2, 0, false, APP);

        assertThat(print(chain(b, a, root))).isEqualTo(print(chain(a, b, root)));
        assertThat(print(chain(anotherA, a, root))).isEqualTo(print(chain(a, root)));
        assertThat(print(chain(a, root))).isEqualTo(print(chain(exception("A", "a", 1, 0, false, APP), root)));
        assertThat(print(chain(a, root))).isNotEqualTo(print(chain(b, root)));
    }

    @Test
    void aGroupWhoseIdsAreBrokenIsAChain() {
        JsonObject root = exception("Group", "2 failed", 0, null, true);
        JsonObject orphan = exception("A", "a", 1, 9, false, APP);
        JsonObject ofItself = exception("A", "a", 1, 1, false, APP);

        assertThat(of(chain(orphan, root)).parts()).extracting(Part::value).contains("A", "Group");
        assertThat(of(chain(ofItself, root)).parts()).extracting(Part::value).contains("A", "Group");
    }

    @Test
    void aTypeThatTheReporterMadeUpDoesNotCount() {
        JsonObject one = exception("SIGSEGV at 1", "v", 0, null, false, APP);
        JsonObject other = exception("SIGSEGV at 2", "v", 0, null, false, APP);
        one.getJsonObject("mechanism").put("synthetic", true);
        other.getJsonObject("mechanism").put("synthetic", true);

        assertThat(print(chain(one))).isEqualTo(print(chain(other)));
    }

    @Test
    void theFileOfAFunctionWithoutANameIsJoinedByTheValue() {
        JsonObject bundle = frame("https://x.example/main.3f2a9c1b.js", "t").put("in_app", true);

        Grouping grouping = of(boom(bundle).put("platform", "javascript"));

        assertThat(grouping.source()).isEqualTo(Grouping.Source.STACK);
        assertThat(grouping.parts())
                .extracting(Part::value)
                .containsExactly("main.<hash>.js", "Boom", "order <number> failed");
    }

    @Test
    void aTemplateStandsForItsMessages() {
        JsonObject ann = message("user ann left").put("logentry", new JsonObject().put("message", "user %s left"));
        JsonObject bob = message("user bob left").put("logentry", new JsonObject().put("message", "user %s left"));
        JsonObject nothing = message("user bob left").put("logentry", new JsonObject().put("message", "{}"));

        assertThat(print(ann)).isEqualTo(print(bob));
        assertThat(of(nothing).parts().get(0).value()).isEqualTo("user bob left");
    }

    /** A client may attach the stack of who says it, in an exception that nobody threw. */
    @Test
    void whatOneFunctionSaysIsToldApart() {
        JsonObject stock = said("stock of 3 is low", APP);
        JsonObject bank = said("bank 3 is away", APP);

        assertThat(print(stock)).isNotEqualTo(print(bank)).isEqualTo(print(said("stock of 4 is low", APP)));
        assertThat(of(stock).parts())
                .containsExactly(
                        new Part(Part.Kind.FRAME, "cart.py pay"),
                        new Part(Part.Kind.MESSAGE, "stock of <number> is low"));
        assertThat(of(said("stock of 3 is low")).source()).isEqualTo(Grouping.Source.MESSAGE);
        JsonObject beside = message("stock of 3 is low").put("stacktrace", new JsonArray().add(APP));
        assertThat(of(beside).parts()).isEqualTo(of(stock).parts());
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/shop/bank.mjs, /usr/src/app/bank.mjs, bank, bank",
        "/srv/shop/lib/bank.js, C:\\app\\lib\\bank.js, lib:bank, lib:bank",
        "file:///srv/shop/bank.mjs, /app/bank.mjs, bank, bank",
        "/srv/shop/server.3f2a9c1b.js, /app/server.77aa01cd.js, server.3f2a9c1b, server.77aa01cd",
    })
    void aServersDirectoriesDoNotCount(String file, String elsewhere, String module, String moduleThere) {
        JsonObject here = frame(file, "pay").put("module", module).put("in_app", true);
        JsonObject there = frame(elsewhere, "pay").put("module", moduleThere).put("in_app", true);
        JsonObject other = frame(file, "pay").put("module", "lib:other").put("in_app", true);

        assertThat(print(boom(here).put("platform", "node")))
                .isEqualTo(print(boom(there).put("platform", "node")))
                .isNotEqualTo(print(boom(other).put("platform", "node")));
    }

    @ParameterizedTest
    @CsvSource({
        "pod shop-7d9f8b6c5-x2x4z is gone,pod shop-<hex> is gone",
        "ids 1; 2; 3 are bad,ids <number> are bad",
        "order_12 is late,order_<number> is late",
        "key AKxx1234yy5678zz9012 is unknown,key <id> is unknown",
        "user12345 left,user<number> left",
        "utf8 and v1 stay,utf8 and v1 stay",
    })
    void whatVariesIsReplaced(String text, String stable) {
        assertThat(MessageNormaliser.stable(text)).isEqualTo(stable);
    }

    @Test
    void onlyTheFirstLinesCount() {
        assertThat(MessageNormaliser.stable("a\n\n b \nc")).isEqualTo(MessageNormaliser.stable("a\nb\nd"));
    }

    @Test
    void hostileTextCostsLittle() {
        for (String part :
                List.of("a@", "1.", "::", "/a", "'", "0x", "1-", "aaaaaaa1", "http://", "(\"", "a1_-", "%", "${")) {
            assertThat(MessageNormaliser.stable(part.repeat(50_000))).hasSizeLessThan(5_000);
            assertThat(print(message(part.repeat(2_000)).put("fingerprint", part.repeat(2_000))))
                    .hasSize(32);
        }
    }

    @Test
    void theExplanationIsWhatWasDigested() {
        Grouping grouping = Explanation.of(decoded(boom(LIBRARY, APP)));

        assertThat(grouping.algorithm()).isEqualTo(1);
        assertThat(grouping.source()).isEqualTo(Grouping.Source.STACK);
        assertThat(grouping.parts())
                .containsExactly(new Part(Part.Kind.FRAME, "cart.py pay"), new Part(Part.Kind.TYPE, "Boom"));
        assertThat(Grouping.of(1, grouping.source(), grouping.parts())).isEqualTo(grouping);
    }

    @Test
    void anEventOfTheFormerAlgorithmIsExplainedByIt() {
        Event event = decoded(boom(LIBRARY, APP));

        FormerAlgorithm byMessage =
                each -> Grouping.of(0, Grouping.Source.MESSAGE, List.of(new Part(Part.Kind.MESSAGE, each.message())));
        String former = byMessage.group(event).fingerprint();

        assertThat(Explanation.of(event, former, List.of(byMessage))).isEqualTo(byMessage.group(event));
        assertThat(Explanation.of(event, former, List.of()).algorithm()).isEqualTo(1);
        assertThat(Explanation.of(event, "gone", List.of(byMessage)).algorithm())
                .isEqualTo(1);
        assertThat(Explanation.of(event, print(boom(LIBRARY, APP)), List.of(byMessage))
                        .algorithm())
                .isEqualTo(1);
    }

    private static String print(JsonObject event) {
        return of(event).fingerprint();
    }

    private static Grouping of(JsonObject event) {
        return Fingerprint.of(decoded(event));
    }

    static Event decoded(JsonObject event) {
        return NativeEvent.decode(event.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject message(String text) {
        return new JsonObject().put("message", text);
    }

    private static JsonObject said(String words, JsonObject... frames) {
        JsonObject exception = new JsonObject()
                .put("value", words)
                .put("stacktrace", new JsonArray(List.of(frames)))
                .put("mechanism", new JsonObject().put("synthetic", true));
        return message(words).put("exceptions", new JsonArray().add(exception));
    }

    private static JsonObject boom(JsonObject... frames) {
        return new JsonObject()
                .put("exception", new JsonObject().put("type_name", "Boom").put("value", "order 12 failed"))
                .put("stacktrace", new JsonArray(List.of(frames)));
    }

    private static JsonObject chain(JsonObject... exceptions) {
        JsonObject thrown = exceptions[exceptions.length - 1];
        return new JsonObject()
                .put("exception", new JsonObject().put("type_name", thrown.getString("type_name")))
                .put("exceptions", new JsonArray(List.of(exceptions)));
    }

    private static JsonObject exception(
            String type, String value, int id, @Nullable Integer parent, boolean group, JsonObject... frames) {
        return new JsonObject()
                .put("type_name", type)
                .put("value", value)
                .put("stacktrace", new JsonArray(List.of(frames)))
                .put(
                        "mechanism",
                        new JsonObject()
                                .put("exception_id", id)
                                .put("parent_id", parent)
                                .put("is_exception_group", group));
    }

    static JsonObject frame(String file, String function) {
        return new JsonObject().put("filename", file).put("function_name", function);
    }
}
