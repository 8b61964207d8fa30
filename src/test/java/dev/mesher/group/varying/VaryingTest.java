package dev.mesher.group.varying;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.text.TextScan;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scans are what these regular expressions are: as short to read as they would be slow to run. */
final class VaryingTest {
    private static final int TEXTS = 4_000;

    /** Of a word of any script; before Java 19 {@code \b} means this, since then that of an ASCII word. */
    private static final String BOUNDARY =
            "(?:(?=\\w)(?<![\\p{L}\\p{Nd}_])(?:(?<!\\p{Mn})|(?<![\\p{L}\\p{Nd}]\\p{Mn}{1,999}))"
                    + "|(?<=\\w)(?![\\p{L}\\p{Nd}_\\p{Mn}]))";

    /** The first kind that fits wins. */
    private static final Pattern VARIES = Pattern.compile(String.join(
                    "|",
                    "(?<url>\\b[a-z][a-z0-9+.-]{1,15}+://[^\\s\"'<>)\\]]++)",
                    "(?<email>[\\w.%+-]{1,64}+@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8})",
                    "(?<uuid>\\b\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}\\b)",
                    "(?<date>\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?"
                            + "|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}\\b|\\b\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)",
                    "(?<ip>\\b\\d{1,5}(?:\\.\\d{1,5}){3}(?::\\d{1,5})?\\b"
                            + "|(?<![\\w:])\\p{XDigit}{1,4}+(?:::?+\\p{XDigit}{1,4}+){2,7}+(?![\\w:]))",
                    "(?<hex>\\b0[xX]\\p{XDigit}++\\b|@\\p{XDigit}{4,16}\\b"
                            + "|\\b(?=\\p{XDigit}{0,127}\\d)(?=\\d{0,127}[a-fA-F])\\p{XDigit}{7,128}\\b(?:-[a-z0-9]{5}\\b)?)",
                    "(?<id>\\b(?=(?:[A-Za-z_]{0,64}\\d){3})(?=[\\d_]{0,64}[A-Za-z])\\w{16,128}+)",
                    "(?<quoted>\"[^\"\\n]{0,500}\"|(?<!\\w)'[^'\\n]{0,500}'|`[^`\\n]{0,500}`)",
                    "(?<duration>\\b\\d{1,18}(?:\\.\\d{1,18})?\\s?(?:ns|us|µs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?)\\b)",
                    "(?<path>(?<![\\w.])(?:[A-Za-z]:)?(?:[/\\\\][\\w.@%+~-]{1,255}){2,}+)",
                    "(?<number>(?<![A-Za-z0-9_])[-+]?\\d++(?:[.,]\\d++)*+"
                            + "|(?<=[A-Za-z_])\\d{4,}+|(?<=[A-Za-z]_)\\d++(?![A-Za-z_]))")
            .replace("\\b", BOUNDARY));

    private static final String[] KINDS = {
        "url", "email", "uuid", "date", "ip", "hex", "id", "quoted", "duration", "path", "number"
    };

    private static final Pattern LIST = Pattern.compile("(<[a-z]{2,8}>)(?:\\s?[,;|]\\s?\\1)++");
    private static final Pattern BLANKS = Pattern.compile("\\s++");

    /** Counts code points in braces where the scan counts UTF-16 units: a name of over 50 emoji is no name. */
    private static final Pattern PARAMETER = Pattern.compile("%[-+#0-9.()\\w ]{0,30}?[a-zA-Z]|\\$?\\{[^}]{0,100}+\\}");

    @Test
    void whatVariesIsWhatTheExpressionFinds() {
        Map<String, Integer> found = new TreeMap<>();
        compare(Varying.REPLACED, text -> kinds(text, found), 1, TEXTS);
        assertThat(found).containsOnlyKeys(KINDS);
        assertThat(found.values()).allSatisfy(times -> assertThat(times).isGreaterThan(TEXTS / 200));
    }

    @Test
    void theOtherScansAreTheirExpressions() {
        compare(Enumerations.SHORTENED, text -> LIST.matcher(text).replaceAll("$1"), 2, TEXTS);
        compare(Blanks.JOINED, text -> BLANKS.matcher(text).replaceAll(" "), 3, TEXTS);
        compare(Placeholders.REMOVED, text -> PARAMETER.matcher(text).replaceAll(""), 5, TEXTS);
    }

    private static void compare(TextScan scan, UnaryOperator<String> expression, long seed, int count) {
        HardTexts texts = new HardTexts(seed);
        for (int i = 0; i < count; i++) {
            String text = texts.next();
            String made = scan.apply(text);
            if (!made.equals(expression.apply(text))) {
                assertThat(made).as(text).isEqualTo(expression.apply(text));
            }
        }
    }

    private static String kinds(String text, Map<String, Integer> found) {
        return VARIES.matcher(text).replaceAll(match -> {
            String kind = kind((Matcher) match);
            int unused = found.merge(kind, 1, Integer::sum);
            return "<" + kind + ">";
        });
    }

    private static String kind(Matcher match) {
        for (String kind : KINDS) {
            if (match.start(kind) >= 0) {
                return kind;
            }
        }
        throw new IllegalStateException("a match without a group");
    }
}
