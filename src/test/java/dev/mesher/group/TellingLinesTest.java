package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Allocation;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issue is called, and grouped by, whose message begins with a line that says nothing. */
final class TellingLinesTest {
    /** In the texts {@code ¶} stands for a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pretty JSON           | {¶  \"status\": 502,¶  \"path\": \"/pay\"¶}                          | status: 502",
                "what JSON says        | {¶  \"time\": 1,¶  \"error\": {¶    \"message\": \"card declined\"¶  }¶} | message: card declined",
                "list of JSON          | [¶  {¶    \"msg\": \"it's gone, really\"¶  }¶]                     | msg: it's gone, really",
                "JSON on its first line| {\"error\": \"a \\\"b\\\"\",¶ \"code\": 7}                        | error: a \"b\"",
                "an inspected object   | {¶  code: 'E7',¶  reason: 'no route'¶}                             | reason: no route",
                "JSON broken off       | {¶  \"error\": \"half a te                                         | error: half a te",
                "a ruler               | ----------¶Job failed                                               | Job failed",
                "a banner              | *****************¶*** Disk is full ***¶*****************             | *** Disk is full ***",
                "a box                 | ╔════╗¶║ No licence ║¶╚════╝                                        | ║ No licence ║",
                "signs                 | 🚨🚨🚨¶Queue is stuck                                                | Queue is stuck",
                "YAML                  | ---¶error: no such key                                              | error: no such key",
                "XML                   | <?xml version=\"1.0\"?>¶<fault>¶  <reason>No stock</reason>¶</fault> | <reason>No stock</reason>",
                "XML over lines        | <s:Envelope¶  xmlns:s=\"http://x\"¶>¶<s:Body>¶<f>Timed out</f>       | <f>Timed out</f>",
                "a page                | <!DOCTYPE html>¶<html lang=\"en\">¶<head>¶<meta charset=\"utf-8\">¶<title>502 Bad Gateway</title> | <title>502 Bad Gateway</title>",
                "nginx's page          | <html>¶<head><title>413 Too Large</title></head>                    | <head><title>413 Too Large</title></head>",
                "a traceback           | Traceback (most recent call last):¶  File \"a.py\", line 3, in f¶    g(1)¶ValueError: bad | ValueError: bad",
                "a heading             | Error:¶connection refused                                           | connection refused",
                "a heading in a ruler  | === ERROR ===¶connection refused                                    | connection refused",
                "a time                | 2026-11-20 10:00:00,123¶Lease was lost                              | Lease was lost",
                "a statement           | SELECT¶  id,¶  name¶FROM carts                                      | SELECT id, name FROM carts",
                "a transaction         | BEGIN;¶UPDATE carts SET n = 1                                       | UPDATE carts SET n = 1",
                "print_r               | Array¶(¶    [code] => 17¶)                                          | [code] => 17",
                "Windows' lines        | {\r¶  \"msg\": \"gone\"\r¶}                                          | msg: gone",
                "a code fence          | ```¶boom¶```                                                        | boom",
                "a number              | ====¶404¶====                                                       | 404",
                "only rulers           | ----¶====                                                           | ----",
                "only tags             | <a>¶<b/>¶</a>                                                       | <a>",
                "only headings         | ---¶Error:¶---                                                      | Error:",
                "one line              | { not JSON, but a brace                                             | { not JSON, but a brace",
                "one word              | Error                                                               | Error",
                "one line of JSON      | {\"error\":\"x\"}                                                   | {\"error\":\"x\"}",
                "a log's prefix        | [error] worker died¶more                                            | [error] worker died",
                "a comparison          | if a <b then¶no                                                     | if a <b then",
            })
    void theTitle(String kind, String text, String title) {
        assertThat(Title.of(FingerprintTest.decoded(message(text)))).as(kind).isEqualTo(title);
        assertThat(Title.of(FingerprintTest.decoded(new JsonObject()
                        .put("exception", new JsonObject().put("type_name", "E").put("value", lines(text))))))
                .as(kind)
                .isEqualTo("E: " + title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{¶  \"error\": \"card declined\"¶}      | {¶  \"error\": \"disk is full\"¶}",
                "{¶  \"warning\": 1,¶  \"a\": 2¶}        | {¶  \"retries\": 1,¶  \"a\": 2¶}",
                "{\"level\":\"error\",\"msg\":\"no db\"} | {\"level\":\"error\",\"msg\":\"no disk\"}",
                "[¶  \"no stock\"¶]                      | [¶  \"no route\"¶]",
                "----¶====¶Job failed                    | ----¶====¶Lease lost",
                "<?xml version=\"1.0\"?>¶<f>¶<r>No stock</r> | <?xml version=\"1.0\"?>¶<f>¶<r>No route</r>",
                "SELECT¶  id,¶  name¶FROM carts          | SELECT¶  id,¶  name¶FROM users",
                "Traceback (most recent call last):¶  File \"a.py\", line 3, in f¶    g(1)¶ValueError: bad | Traceback (most recent call last):¶  File \"a.py\", line 3, in f¶    g(1)¶KeyError: bad",
            })
    void twoThatSayDifferentThingsAreTwo(String one, String other) {
        assertThat(group(one)).isNotEqualTo(group(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{¶  \"error\": \"card 17 declined\"¶}   | {¶  \"error\": \"card 18 declined\"¶}",
                "{¶  \"user\": \"ann\",¶  \"error\": \"gone\"¶} | {¶  \"user\": \"bob\",¶  \"error\": \"gone\"¶}",
                "2026-11-20 10:00:00¶Lease lost          | 2026-11-21 11:00:00¶Lease lost",
                "-----¶Job 7 failed                      | ----------¶Job 8 failed",
                "<r>¶<id>17</id>                         | <r>¶<id>18</id>",
                "[\"a\", \"b\"] not in the index         | [\"c\"] not in the index",
            })
    void twoThatSayTheSameAreOne(String one, String other) {
        assertThat(group(one)).isEqualTo(group(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[\n", "{\"a\":", "<a ", "---\n", "Error:\n", "'", "{\n':\"", "{\n\\", "{\n\"a\","})
    void twiceTheTextTakesTwiceTheWorkAtMost(String piece) {
        assertThat(work(piece, 8_192)).isLessThan(work(piece, 4_096) * 26 / 10 + 4_096);
    }

    private static long work(String piece, int length) {
        String text = piece.repeat(length / piece.length());
        return Allocation.of(() -> assertThat(TellingLines.first(text)).isNotNull());
    }

    private static String group(String text) {
        return Fingerprint.of(FingerprintTest.decoded(message(text))).parts().toString();
    }

    private static JsonObject message(String text) {
        return new JsonObject().put("message", lines(text));
    }

    private static String lines(String text) {
        return text.replace('¶', '\n');
    }
}
