package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template and its parameters become the message that a logger would have written. */
final class MessageTemplateTest {
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                // C, Python, Go, PHP, Java
                "took %.2f s for %s → [1.234,'report'] → took 1.23 s for report",
                "%d of %i and %u → [3,4.9,'5'] → 3 of 4 and 5",
                "[%-5d|%5d|%05d] → [42,42,-42] → [42   |   42|-0042]",
                "[%05.1f|%+.3f|%+d] → [3.14159,2,7] → [003.1|+2.000|+7]",
                "[%10s|%-10s|%.3s] → ['ab','cd','efghi'] → [        ab|cd        |efg]",
                "[%*d|%-*s|%.*f] → [5,1,4,'x',1,2.55] → [    1|x   |2.5]",
                "%f and %e → [1.5,12345.678] → 1.500000 and 1.234568e+04",
                "%g %.3g %G → [0.5,1234.5678,1e21] → 0.5 1230 1.0E+21",
                "%x %X %#x %o %08b → [255,255,255,8,5] → ff FF 0xff 10 00000101",
                "%r and %r → ['report',5] → 'report' and 5",
                "%c%c[%c] → ['a',98,'color: red'] → ab[]",
                "[%5.1f%%] of %s → [99.55,'x'] → [ 99.5%] of x",
                "100%% %s → ['done'] → 100% done",
                "100% sure of %s → ['it'] → 100% sure of it",
                "5%-off, 10%, then % and %s → ['x'] → 5%-off, 10%, then % and x",
                "%2$s before %1$s and %2$-4s| → ['b','a'] → a before b and a   |",
                "%ld %lu %lld %zu %hhd → [1,2,3,4,5] → 1 2 3 4 5",
                "%,d and %,.2f → [1234567,-9876.5] → 1,234,567 and -9,876.50",
                "%v %+v %#v %T %q %t %w → [1,{'a':1},[2],'t','q',true,'w'] → 1 {'a':1} [2] t 'q' true w",
                "%@ failed%n → ['it'] → it failed↵",
                "%d and %d → [true,'many'] → 1 and many",
                "%s%s → [null,1.0] → null1.0",
                "[% d|% 5d] → [5,6] → [ 5|    6]",
                // named
                "%(user)s took %(secs).1f s → {'user':'ann','secs':2.25} → ann took 2.2 s",
                "%(a)05d %(b)s %(none)s → {'a':7,'b':[1]} → 00007 [1] %(none)s",
                "%<user>s and %{user} → {'user':'ann'} → ann and ann",
                "%s → {'a':1} → {'a':1}",
                "%s of %s → {'2':'b','1':'a'} → a of b",
                // braces
                "{0:N2} and {1:N0} → [1234.5,1e6] → 1,234.50 and 1,000,000",
                "[{0,-10}|{0,10}] → ['ab'] → [ab        |        ab]",
                "[{0,8:F1}|{1:D5}|{2:X}|{2:x4}|{3:P1}] → [3.14159,42,255,0.123] → [     3.1|00042|FF|00ff|12.3 %]",
                "{0:0.00} {0:#,##0.0} {1:000} → [1234.567,7] → 1234.57 1,234.6 007",
                "{0:yyyy-MM-dd} → ['2026-11-20T09:00:00Z'] → 2026-11-20T09:00:00Z",
                "{name} has {count:00} → {'name':'ann','count':3} → ann has 03",
                "{User} from {@Where} and {$What} → ['ann',{'ip':'::1'},3] → ann from {'ip':'::1'} and 3",
                "{} and {} → [1,'b'] → 1 and b",
                "{:.2f}|{:>6}|{:<6}|{:^6}|{:*^7}|{:06.2f} → [2.345,'a','b','c','d',3.14159] → 2.35|     a|b     |  c   |***d***|003.14",
                "{:,} {:x} {:#x} {:08b} {:.1%} {:?} {!r} → [1234567,255,255,5,0.256,'d','r'] → 1,234,567 ff 0xff 00000101 25.6% 'd' 'r'",
                "{{literal}} {0} }}{{ → ['x'] → {literal} x }{",
                "\\{} {} → ['x'] → {} x",
                "{user.name} {user.tags.0} → {'user':{'name':'ann'}} → ann {user.tags.0}",
                "{0} at 100%% and 50% done → ['x'] → x at 100%% and 50% done",
                "{0}%{1} → [5,6] → 5%6",
                // both, and neither
                "payload {'a':1} {} took %d ms → [7] → payload {'a':1} {} took 7 ms",
                "hello {0} {} → ['you'] → hello you you",
                "no places → ['x'] → no places",
                "cost $1 and ${x} → ['x'] → cost $1 and $x",
                // numbers of parameters
                "%s and %s and {2} → ['a'] → a and %s and {2}",
                "{} {} {5} → ['a'] → a {} {5}",
                "%s → ['a','b','c'] → a",
                "%s and %s → ['%s {0}','%%'] → %s {0} and %%",
                "%d%% → [] → %d%%",
                "%s → 'x' → x",
                "%d → 7 → 7",
                "%z %y %! % → ['x'] → %z %y %! %",
                "%.2f → ['Infinity'] → Infinity",
                "%.2f %d → [1e99,1e99] → 1.0E+99 1.0E+99",
            })
    void theMessage(String template, String parameters, String message) throws Exception {
        String written = message("python", template, JSON.readTree(parameters.replace('\'', '"')));

        assertThat(written.replace('"', '\'').replace('\n', '↵')).isEqualTo(message);
    }

    @Test
    void pythonsReprQuotesText() throws Exception {
        JsonNode parameters = JSON.readTree("[\"report\", \"it's\", \"<Order 5>\", null]");

        assertThat(message("python", "%r %r %r %r", parameters)).isEqualTo("'report' \"it's\" <Order 5> null");
    }

    @Test
    void aConsoleOfJavascriptWritesNumbersAsTheyAre() throws Exception {
        JsonNode parameters = JSON.readTree("[1.5, 8, {\"a\":1}, 2.345]");

        assertThat(message("javascript", "%f %o %O %.2f", parameters)).isEqualTo("1.5 8 {\"a\":1} 2.35");
        assertThat(message("node", "%f %o %j %.1f", parameters)).isEqualTo("1.5 8 {\"a\":1} 2.3");
    }

    @Test
    void theMessageAndTheWorkAreBounded() {
        String long8k = "x".repeat(8_000);
        for (String place :
                List.of("%s", "{}", "{0}", "%1$s", "%.1s", "{0:.1}", "%9999d", "{0,9999}", "%.999f", "{:9999}")) {
            JsonNode parameters = JsonNodeFactory.instance
                    .arrayNode()
                    .add(JsonNodeFactory.instance.arrayNode().add(long8k.repeat(100)))
                    .add(1);
            String template = place.repeat(8_192 / place.length());

            assertThat(message("python", template, parameters)).hasSizeLessThanOrEqualTo(8_192);
        }
        for (String part : List.of("%", "{", "%(", "%(a", "{a", "%-", "%9", "{{", "%.", "%{", "{0,", "{0:")) {
            String template = part.repeat(8_192 / part.length());

            assertThat(message(
                            "python",
                            template,
                            JsonNodeFactory.instance.arrayNode().add("x")))
                    .hasSizeLessThanOrEqualTo(8_192);
        }
    }

    private static String message(String platform, String template, JsonNode parameters) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("platform", platform);
        JsonNode unused = event.putObject("logentry").put("message", template).set("params", parameters);
        return Decoded.decode(event.toString()).message();
    }
}
