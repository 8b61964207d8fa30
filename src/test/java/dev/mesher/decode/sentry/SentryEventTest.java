package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.event.StackFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the forms in which Sentry's clients say things. */
final class SentryEventTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
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
                .isEqualTo(new ExceptionInfo.Mechanism(false, 0, null, false));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"plain 7\"} | plain 7 | ",
                "{\"message\":{\"formatted\":\"hello 7\",\"message\":\"hello %s\",\"params\":[7]}} | hello 7 | hello %s",
                "{\"logentry\":{\"message\":\"hello %s and %d\",\"params\":[\"you\",7]}} | hello you and 7 | hello %s and %d",
                "{\"logentry\":{\"message\":\"hello %(who)s\",\"params\":{\"who\":\"you\"}}} | hello you | hello %(who)s",
                "{\"logentry\":{\"message\":\"hello {0} {}\",\"params\":[\"you\"]}} | hello you you | hello {0} {}",
                "{\"logentry\":{\"message\":\"plain\"}} | plain | ",
                "{\"message\":\"old\",\"sentry.interfaces.Message\":{\"message\":\"new\"}} | new | ",
                "{\"message\":{\"message\":\"only\"}} | only | ",
                "{} | <unlabeled event> | ",
                "{\"message\":null,\"exception\":{\"values\":[{\"stacktrace\":{\"frames\":[]}}]}} | <unlabeled event> | ",
            })
    void messagesInEveryForm(String json, String message, String template) {
        Event event = decode(json);

        assertThat(event.message()).isEqualTo(message);
        assertThat(event.template()).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource({
        "null, error", "'\"warning\"', warning", "'\"log\"', info", "'\"critical\"', fatal", "'\"FATAL\"', fatal",
        "'\"sample\"', error", "20, info", "40, error", "50, fatal", "'{}', error",
    })
    void levels(String level, String expected) {
        assertThat(decode("{\"level\":" + level + "}").level().wireName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-20T09:59:00.5Z\"",
                "\"2026-11-20T10:59:00.500+01:00\"",
                "\"2026-11-20T10:59:00.500+0100\"",
                "\"2026-11-20T09:59:00.500000\"",
                "\"2026-11-20 09:59:00.500\"",
                "\"2026-11-20T09:59:00.500000000Z\"",
                "1795168740.5",
                "\"1795168740.5\"",
            })
    void timesInEveryForm(String timestamp) {
        assertThat(json(decode("{\"timestamp\":" + timestamp + "}")).getString("timestamp"))
                .isEqualTo("2026-11-20T09:59:00.500Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "-5",
                "{}",
                "\"2026-13-45T00:00:00Z\"",
                "1e300",
                "\"2027-01-01T00:00:00Z\"",
                "\"2020-01-01T00:00:00Z\"",
            })
    void aTimeThatCannotBeIsThatOfTheArrivalWithANote(String timestamp) {
        JsonObject json = json(decode("{\"timestamp\":" + timestamp + "}"));

        assertThat(json.getString("timestamp")).isEqualTo(NOW.toString());
        assertThat(fieldsOfNotes(json)).containsExactly("timestamp");
    }

    @Test
    void aClockThatIsOffIsCorrectedInAllTimes() {
        Arrival arrival = new Arrival(NOW, NOW.minus(Duration.ofHours(2)), null, null);

        JsonObject json = json(decode(
                "{\"timestamp\":\"2026-11-20T07:59:30Z\",\"breadcrumbs\":[{\"timestamp\":1795161500,\"message\":\"b\"}]}",
                arrival));

        assertThat(json.getString("timestamp")).isEqualTo("2026-11-20T09:59:30Z");
        assertThat(json.getJsonArray("breadcrumbs").getJsonObject(0).getString("timestamp"))
                .isEqualTo("2026-11-20T09:58:20Z");
        assertThat(json.getJsonArray("notes").getJsonObject(0).getString("problem"))
                .contains("-7200 s");
    }

    @Test
    void aClockThatIsRightIsLeftAlone() {
        Arrival arrival = new Arrival(NOW, NOW.minusSeconds(20), null, null);

        JsonObject json = json(decode("{\"timestamp\":\"2026-11-20T09:59:30Z\"}", arrival));

        assertThat(json.getString("timestamp")).isEqualTo("2026-11-20T09:59:30Z");
        assertThat(json.containsKey("notes")).isFalse();
    }

    @Test
    void theIdOfTheHeaderWinsAndOneIsMadeWhereThereIsNone() {
        String other = "{\"event_id\":\"00000000000000000000000000000001\"}";

        assertThat(decode(other, new Arrival(NOW, null, ID, null)).eventId()).isEqualTo(ID);
        assertThat(decode(other).eventId()).isEqualTo(new UUID(0, 1));
        assertThat(decode("{}").eventId()).isNotNull();
        assertThat(decode("{\"event_id\":\"FC6D8C0C-43FC-4630-AD85-0EE518F1B9D0\"}")
                        .eventId())
                .isEqualTo(ID);
        assertThat(fieldsOfNotes(json(decode("{\"event_id\":\"nonsense\"}")))).containsExactly("event_id");
    }

    @Test
    void tagsInBothForms() {
        Map<String, String> expected = Map.of("a", "1", "b-c", "true", "d", "x y");

        assertThat(decode("{\"tags\":{\"a\":1,\"b c\":true,\"d\":\"x\\ny\",\"e\":null}}")
                        .tags())
                .isEqualTo(expected);
        assertThat(decode("{\"tags\":[[\"a\",1],[\"b c\",true],[\"d\",\"x\\ny\"],[\"a\",2],[\"e\",null],null]}")
                        .tags())
                .isEqualTo(expected);
    }

    @Test
    void theEnvironmentOfOldClientsIsATag() {
        Event event = decode("{\"tags\":{\"environment\":\"staging\",\"k\":\"v\"}}");

        assertThat(event.environment()).isEqualTo("staging");
        assertThat(event.tags()).isEqualTo(Map.of("k", "v"));
        assertThat(decode("{\"environment\":\"prod\",\"tags\":{\"environment\":\"staging\"}}")
                        .environment())
                .isEqualTo("prod");
    }

    @Test
    void theUserAndTheirAddress() {
        Arrival arrival = new Arrival(NOW, null, null, "203.0.113.9");

        JsonObject asked = json(decode("{\"user\":{\"id\":7,\"ip_address\":\"{{auto}}\",\"plan\":\"gold\"}}", arrival));
        JsonObject own = json(decode("{\"user\":{\"ip_address\":\"10.0.0.1\"}}", arrival));
        JsonObject inferred = json(decode("{\"sdk\":{\"settings\":{\"infer_ip\":\"auto\"}}}", arrival));
        JsonObject never = json(decode("{\"user\":{\"id\":7}}", arrival));
        JsonObject unknown = json(decode("{\"user\":{\"ip_address\":\"{{auto}}\",\"id\":\"u\"}}"));

        assertThat(asked.getJsonObject("user_context"))
                .isEqualTo(new JsonObject("{\"id\":\"7\",\"ip_address\":\"203.0.113.9\",\"plan\":\"gold\"}"));
        assertThat(own.getJsonObject("user_context").getString("ip_address")).isEqualTo("10.0.0.1");
        assertThat(inferred.getJsonObject("user_context").getString("ip_address"))
                .isEqualTo("203.0.113.9");
        assertThat(never.getJsonObject("user_context")).isEqualTo(new JsonObject("{\"id\":\"7\"}"));
        assertThat(unknown.getJsonObject("user_context")).isEqualTo(new JsonObject("{\"id\":\"u\"}"));
        assertThat(decode("{\"user\":{\"id\":7}}").userHash()).isNotNull();
    }

    @Test
    void fingerprints() {
        assertThat(decode("{\"fingerprint\":[\"a\",1,true,2.9,null]}").clientFingerprint())
                .containsExactly("a", "1", "true", "2");
        assertThat(decode("{\"fingerprint\":[],\"checksum\":\"c\"}").clientFingerprint())
                .containsExactly("c");
        assertThat(decode("{\"fingerprint\":[\"{{ default }}\",\"x\"],\"checksum\":\"c\"}")
                        .clientFingerprint())
                .containsExactly("{{ default }}", "x");
        assertThat(decode("{\"fingerprint\":[],\"checksum\":null}").clientFingerprint())
                .isEmpty();
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

    @Test
    void everythingElseIsKept() {
        JsonObject sent = new JsonObject(
                """
                {"logger":"app","server_name":"web-1","dist":"42","culprit":"old","release":"shop@1",
                 "request":{"url":"http://x/y","method":"GET","query_string":"a=b","headers":[["A","b"]]},
                 "contexts":{"os":{"type":"os","name":"Linux"},"trace":{"trace_id":"t"}},
                 "extra":{"n":1.50,"deep":{"x":[1,null]}},"modules":{"a":"1"},
                 "debug_meta":{"images":[{"type":"sourcemap","debug_id":"d"}]},
                 "made_up":{"by":["the client"]}}""");
        JsonObject json = json(decode(sent.copy()
                .put("sdk", new JsonObject("{\"name\":\"sentry.x\",\"version\":\"1\",\"integrations\":[\"a\"]}"))
                .encode()));

        sent.forEach(field ->
                assertThat(json.getValue(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(json.getString("sdk_name")).isEqualTo("sentry.x");
        assertThat(json.getString("sdk_version")).isEqualTo("1");
        assertThat(json.getJsonObject("sdk").getJsonArray("integrations")).containsExactly("a");
        assertThat(json.containsKey("notes")).isFalse();
    }

    @Test
    void breadcrumbsInBothForms() {
        String crumb =
                "{\"timestamp\":\"2026-11-20T09:59:00Z\",\"type\":\"http\",\"category\":\"xhr\",\"level\":\"info\","
                        + "\"message\":\"m\",\"data\":{\"url\":\"/x\"}}";
        for (String form : List.of("[" + crumb + "]", "{\"values\":[" + crumb + ",null]}")) {
            assertThat(json(decode("{\"breadcrumbs\":" + form + "}")).getJsonArray("breadcrumbs"))
                    .isEqualTo(new JsonArray("[" + crumb + "]"));
        }
        assertThat(json(decode("{\"breadcrumbs\":[{\"data\":\"text\"}]}")).getJsonArray("breadcrumbs"))
                .isEqualTo(new JsonArray("[{\"data\":{\"value\":\"text\"}}]"));
    }

    @Test
    void whatIsTooMuchIsTrimmedWithANote() {
        JsonArray frames = new JsonArray();
        for (int i = 0; i < 400; i++) {
            frames.add(new JsonObject().put("function", "f" + i).put("vars", new JsonObject().put("v", i)));
        }
        JsonObject deep = new JsonObject();
        JsonObject inner = deep;
        for (int i = 0; i < 200; i++) {
            JsonObject next = new JsonObject();
            inner.put("d", next);
            inner = next;
        }
        JsonObject sent = new JsonObject()
                .put("message", "x".repeat(10_000))
                .put("release", "r".repeat(300))
                .put("tags", new JsonObject().put("long", "y".repeat(300)))
                .put("extra", new JsonObject().put("big", "z".repeat(100_000)).put("deep", deep))
                .put(
                        "exception",
                        new JsonObject().put("type", "E").put("stacktrace", new JsonObject().put("frames", frames)));

        Event event = decode(sent.encode());

        JsonObject json = json(event);
        assertThat(event.message()).hasSize(8_192);
        assertThat(event.release()).hasSize(200);
        assertThat(event.tags().get("long")).hasSize(200);
        assertThat(event.frames()).hasSize(250);
        assertThat(event.frames().get(49).function()).isEqualTo("f49");
        assertThat(event.frames().get(50).function()).isEqualTo("f200");
        assertThat(json.getJsonArray("stacktrace")
                        .getJsonObject(249)
                        .getJsonObject("vars")
                        .getInteger("v"))
                .isEqualTo(399);
        assertThat(json.getJsonArray("stacktrace").getJsonObject(199).containsKey("vars"))
                .isFalse();
        assertThat(json.getJsonObject("extra").getString("big")).hasSizeBetween(30_000, 33_000);
        assertThat(json.getJsonObject("extra").getJsonObject("deep")).isNotNull();
        assertThat(fieldsOfNotes(json))
                .contains(
                        "logentry.formatted",
                        "release",
                        "tags.long",
                        "extra.big",
                        "extra.deep",
                        "exception.stacktrace");
    }

    @Test
    void fieldsOfTheWrongKindAreLeftOutWithANote() {
        JsonObject json = json(
                decode(
                        """
                {"release":{"a":1},"tags":7,"user":"me","breadcrumbs":"none","request":[],"contexts":1,"extra":"e",
                 "exception":"boom","threads":3,"sdk":[],"session_id":5,"user_context":[1],"environment":["x"]}"""));

        assertThat(fieldsOfNotes(json))
                .contains(
                        "release",
                        "tags",
                        "user",
                        "breadcrumbs",
                        "request",
                        "contexts",
                        "extra",
                        "exception",
                        "threads",
                        "sdk",
                        "session_id",
                        "user_context",
                        "environment");
        assertThat(json.getString("message")).isEqualTo("<unlabeled event>");
    }

    @Test
    void whatWritersGetWrong() {
        byte[] latin1 = "{\"message\":\"caf\u00e9\",\"extra\":{\"n\":NaN}}".getBytes(StandardCharsets.ISO_8859_1);

        Event event = SentryEvent.decode(latin1, new Arrival(NOW, null, null, null));

        assertThat(event.message()).isEqualTo("caf\uFFFD");
        assertThat(decode("{\"message\":\"a\\ud800b\\u0000c\"}").message()).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "{\"a\":", "{} {}"})
    void onlyWhatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(Refusal.class);
    }

    @Test
    void anExponentThatNoNumberCanHaveIsRefused() {
        String number = "{\"message\":\"m\",\"extra\":{\"n\":1e99999999999999999999}}";
        byte[] notUtf8 = number.replace("m\"", "\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> decode(number)).isInstanceOf(Refusal.class).hasMessageContaining("exponent");
        assertThatThrownBy(() -> SentryEvent.decode(notUtf8, new Arrival(NOW, null, null, null)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> NativeEvent.decode(number.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("exponent");
        assertThatThrownBy(
                        () -> NativeEvent.decode("{\"message\":\"m\",\"tags\":\"{\\\"n\\\":1e99999999999999999999}\"}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
    }

    private static List<String> fieldsOfNotes(JsonObject json) {
        return json.getJsonArray("notes").stream()
                .map(note -> ((JsonObject) note).getString("field"))
                .toList();
    }

    private static Event decode(String json) {
        return decode(json, new Arrival(NOW, null, null, null));
    }

    private static Event decode(String json, Arrival arrival) {
        return SentryEvent.decode(json.getBytes(StandardCharsets.UTF_8), arrival);
    }

    private static JsonObject json(Event event) {
        return new JsonObject(new String(event.json(), StandardCharsets.UTF_8));
    }
}
