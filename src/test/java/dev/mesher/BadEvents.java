package dev.mesher;

import static dev.mesher.BadInput.accepted;
import static dev.mesher.BadInput.bulk;
import static dev.mesher.BadInput.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Bodies that are no event, or barely one. */
final class BadEvents {
    private static final String NOT_AN_OBJECT = "event: expected an object";
    private static final String TOO_DEEP = "malformed JSON: nested deeper than 100 levels";

    static final String LONE_SURROGATES = "{\"message\":\"a\\ud800b\",\"tags\":{\"\\udc00\":\"\\ud800\"}}";

    private BadEvents() {}

    static Stream<BadInput> all() {
        return Stream.concat(Stream.of(json(), values(), bulks()).flatMap(List::stream), types());
    }

    private static List<BadInput> json() {
        return List.of(
                event("empty body", "", 400, "body is empty"),
                event("only spaces", "  \n", 400, "body is empty"),
                event(
                        "cut off JSON",
                        "{\"message\":",
                        400,
                        "malformed JSON: Unexpected end-of-input within/between Object entries at line 1, column 12"),
                event(
                        "two values",
                        "{\"message\":\"a\"} {}",
                        400,
                        "malformed JSON: Trailing token (of type START_OBJECT) found after value at line 1, column 17"),
                event(
                        "single quotes",
                        "{'message':'a'}",
                        400,
                        "malformed JSON: Unexpected character (''' (code 39)): was expecting double-quote to start field name at line 1, column 2"),
                event(
                        "NaN",
                        "{\"message\":\"a\",\"extra\":{\"n\":NaN}}",
                        400,
                        "malformed JSON: Non-standard token 'NaN' at line 1, column 32"),
                event(
                        "bad escape",
                        "{\"message\":\"\\x41\"}",
                        400,
                        "malformed JSON: Unrecognized character escape 'x' (code 120) at line 1, column 14"),
                event(
                        "NUL byte in a string",
                        "{\"message\":\"a\0b\"}",
                        400,
                        "malformed JSON: Illegal unquoted character ((CTRL-CHAR, code 0)): has to be escaped using backslash to be included in string value at line 1, column 14"),
                event(
                        "bytes that are not UTF-8",
                        bytes("{\"message\":\"", 0xC3, 0x28, "\"}"),
                        "",
                        400,
                        "malformed JSON: Invalid UTF-8 middle byte 0x28 at line 1, column 15"),
                event(
                        "half a character",
                        bytes("{\"message\":\"", 0xE2, 0x82, "\"}"),
                        "",
                        400,
                        "malformed JSON: Invalid UTF-8 middle byte 0x22 at line 1, column 16"),
                event(
                        "UTF-16",
                        "{\"message\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
                        "",
                        400,
                        "malformed JSON: not UTF-8"),
                event("nested 101 deep", nested(101), 400, TOO_DEEP),
                event("100,000 open brackets", "[".repeat(100_000), 400, TOO_DEEP),
                accepted("nested 100 deep", nested(100)),
                event(
                        "a number of 65 digits",
                        number("9".repeat(65)),
                        400,
                        "malformed JSON: a number is longer than 64 characters"),
                accepted("a number of 64 digits", number("9".repeat(64))),
                accepted("the number 1e999999999", number("1e999999999")),
                accepted("the number -1e-999999999", number("-1e-999999999")),
                event(
                        "a name of 10,001 letters",
                        "{\"" + "n".repeat(10_001) + "\":1}",
                        400,
                        "malformed JSON: a name is too long"),
                event("an array", "[{\"message\":\"a\"}]", 400, NOT_AN_OBJECT),
                event("a string", "\"message\"", 400, NOT_AN_OBJECT),
                event("null", "null", 400, NOT_AN_OBJECT));
    }

    static Stream<BadInput> types() {
        return Stream.of(
                event("message is a number", "{\"message\":1}", 400, "message: expected a string"),
                event("level is a number", with("\"level\":3"), 400, "level: expected a string"),
                event(
                        "tags is an array",
                        with("\"tags\":[]"),
                        400,
                        "tags: expected an object, or a string that holds one"),
                event(
                        "tags is a string without JSON",
                        with("\"tags\":\"a=b\""),
                        400,
                        "tags: expected an object, or a string that holds one"),
                event(
                        "extra is a number",
                        with("\"extra\":1"),
                        400,
                        "extra: expected an object, or a string that holds one"),
                event(
                        "user_context is a list in a string",
                        with("\"user_context\":\"[1]\""),
                        400,
                        "user_context: expected an object, or a string that holds one"),
                event("breadcrumbs is an object", with("\"breadcrumbs\":{}"), 400, "breadcrumbs: expected an array"),
                event(
                        "a breadcrumb is a number",
                        with("\"breadcrumbs\":[{},1]"),
                        400,
                        "breadcrumbs[1]: expected an object"),
                event(
                        "a breadcrumb's data is a list",
                        with("\"breadcrumbs\":[{\"data\":[]}]"),
                        400,
                        "breadcrumbs[0].data: expected an object, or a string that holds one"),
                event("exception is a string", with("\"exception\":\"E\""), 400, "exception: expected an object"),
                event(
                        "exception type is a list",
                        with("\"exception\":{\"type_name\":[]}"),
                        400,
                        "exception.type_name: expected a string"),
                event("stacktrace is an object", with("\"stacktrace\":{}"), 400, "stacktrace: expected an array"),
                event("a frame is null", with("\"stacktrace\":[null]"), 400, "stacktrace[0]: expected an object"),
                event(
                        "in_app is a string",
                        with("\"stacktrace\":[{\"in_app\":\"yes\"}]"),
                        400,
                        "stacktrace[0].in_app: expected true or false"),
                event(
                        "fingerprint is a number",
                        with("\"fingerprint\":1"),
                        400,
                        "fingerprint: expected a string, or an array of at most 100 strings"),
                event(
                        "a fingerprint's part is a number",
                        with("\"fingerprint\":[\"a\",1]"),
                        400,
                        "fingerprint[1]: expected a string"),
                event("release is an object", with("\"release\":{}"), 400, "release: expected a string"));
    }

    private static List<BadInput> values() {
        String missing = "message: missing; an event needs a message, an exception or a logentry";
        return List.of(
                event("nothing to tell", "{}", 400, missing),
                event("a blank message", "{\"message\":\" \\n\"}", 400, missing),
                event("an exception without type and value", "{\"exception\":{}}", 400, missing),
                event(
                        "an unknown level",
                        with("\"level\":\"critical\""),
                        400,
                        "level: expected one of fatal, error, warning, info, debug"),
                event(
                        "a level in capitals",
                        with("\"level\":\"ERROR\""),
                        400,
                        "level: expected one of fatal, error, warning, info, debug"),
                event(
                        "event_id is no UUID",
                        with("\"event_id\":\"42\""),
                        400,
                        "event_id: expected a UUID, with or without dashes"),
                event(
                        "event_id with dashes elsewhere",
                        with("\"event_id\":\"0123456-789ab-cdef-0123-456789abcdef0\""),
                        400,
                        "event_id: expected a UUID, with or without dashes"),
                event("event_id is a number", with("\"event_id\":1"), 400, "event_id: expected a string"),
                accepted("NUL in message, tags and release", nulEverywhere()),
                accepted("lone surrogates", LONE_SURROGATES),
                accepted("a name twice", "{\"message\":\"a\",\"message\":\"b\"}"),
                accepted("a message of a megabyte", "{\"message\":\"" + "m".repeat((1 << 20) - 14) + "\"}"),
                event(
                        "a body one byte too large",
                        "{\"message\":\"" + "m".repeat((1 << 20) - 13) + "\"}",
                        413,
                        "body larger than 1048576 bytes"));
    }

    private static List<BadInput> bulks() {
        String expected = "body: expected an array of at least one event, or an object with such an array \"events\"";
        return List.of(
                bulk("bulk of nothing", BadInput.text("[]"), 400, expected),
                bulk("bulk that is an event", BadInput.text("{\"message\":\"a\"}"), 400, expected),
                bulk(
                        "bulk without an end",
                        BadInput.text("[{\"message\":\"a\"}"),
                        400,
                        "malformed JSON: Unexpected end-of-input: expected close marker for Array at line 1, column 17"),
                bulk("bulk in UTF-16", "[{}]".getBytes(StandardCharsets.UTF_16BE), 400, "malformed JSON: not UTF-8"),
                bulk(
                        "bulk of 101",
                        BadInput.text("[" + "1,".repeat(100) + "1]"),
                        400,
                        "events: more than 100 in one request"));
    }

    private static String with(String field) {
        return "{\"message\":\"a\"," + field + "}";
    }

    static String number(String digits) {
        return with("\"tags\":{\"n\":" + digits + "},\"extra\":{\"n\":" + digits + "}");
    }

    /** An event of that many levels. */
    private static String nested(int levels) {
        return "{\"message\":\"deep\",\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static String nulEverywhere() {
        String nul = "\\u0000";
        return "{\"message\":\"a%sb\",\"release\":\"%s\",\"session_id\":\"%s\",\"tags\":{\"t%s\":\"%s\"}}"
                .replace("%s", nul);
    }

    private static byte[] bytes(String before, int first, int second, String after) {
        return BadInput.concat(
                BadInput.concat(BadInput.text(before), new byte[] {(byte) first, (byte) second}), BadInput.text(after));
    }
}
