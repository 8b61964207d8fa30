package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither the depth of a recursion nor where its stack was cut makes another issue. */
final class RecursionTest {
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);
    private static final String PYTHON = "python RecursionError: maximum recursion depth exceeded";
    private static final String JAVA = "java StackOverflowError: ";
    private static final String NODE = "node RangeError: Maximum call stack size exceeded";
    private static final String FIREFOX = "javascript InternalError: too much recursion";
    private static final String RUBY = "ruby SystemStackError: stack level too deep";
    private static final String PHP =
            "php Error: Maximum function nesting level of '256' reached, aborting! (infinite recursion)";
    private static final String OTHER = "python ValueError: not a price";
    private static final String OF_JAVA = "java IllegalStateException: there is no more";
    private static final String OF_NODE = "node Error: there is no more";

    static Stream<Arguments> oneFault() {
        return Stream.of(
                same("two functions, 40 and 41 deep", PYTHON, run("main", "ab", 40), run("main", "ab", 41)),
                same("two functions that throw by themselves", OTHER, run("main", "ab", 40), run("main", "ab", 41)),
                same(
                        "six functions that throw by themselves",
                        OTHER,
                        run("main", "abcdef", 40),
                        run("main", "abcdef", 45)),
                same("two functions, another number of calls", PYTHON, run("main", "ab", 40), run("main", "ab", 903)),
                same(
                        "two functions and one that they call",
                        OTHER,
                        run("main", "ab", 40, "x"),
                        run("main", "ab", 41, "x")),
                same("an other error at the same place", OTHER, run("main", "ab", 40), run("main", "ab", 42)),
                same("a circle of six", PYTHON, run("main", "abcdef", 60), run("main", "abcdef", 63)),
                same("a circle of six, cut to ten frames", NODE, run("", "abcdef", 10), run("", "cdefab", 10)),
                same("a circle of six, whole and cut", NODE, run("main", "abcdef", 50), run("", "efabcd", 10)),
                same("1,024 frames of Java", JAVA, run("", "abc", 1_024), run("", "cab", 1_024)),
                same("the function that overflows calls another", JAVA, run("", "ab", 100, "x"), run("", "ba", 101)),
                same("100 frames that an SDK kept", FIREFOX, run("main", "abcd", 100), run("", "dabc", 50)),
                same(
                        "the middle left out",
                        RUBY,
                        run("main", "abc", 50),
                        run("main", "abc", 49, "b", "c", "a", "b", "c")),
                same(
                        "the middle of a circle left out that is not in the alphabet's order",
                        RUBY,
                        run("main", "acb", 50),
                        run("main", "acb", 49, "b", "a", "c", "b", "a", "c", "b")),
                same("who began it", PHP, run("main", "ab", 250), run("cron", "ba", 250)),
                same("a circle of thirty-two", PYTHON, run("main", letters(32), 120), run("", letters(32), 101)),
                same("a circle in a circle", PYTHON, run("main", "abbbc", 60), run("main", "abbc", 60)),
                same("a way that the data choose", PYTHON, run("main", "abacabca", 80), run("main", "acabcaab", 90)),
                same(
                        "cut in another place, and no overflow",
                        OTHER,
                        run("", "abcdef", 30, "x"),
                        run("", "defabc", 31, "x")),
                same(
                        "a deep circle of Java, with and without who entered it",
                        OF_JAVA,
                        run("main", "ab", 50, "x"),
                        run("", "ba", 99, "x")),
                same("ten frames of V8, with and without who entered", OF_NODE, run("main", "a", 9), run("", "a", 10)),
                same(
                        "thrown in a circle that V8 cuts before its second turn",
                        OF_NODE,
                        run("", "abcdef", 10),
                        run("", "defabc", 10)),
                same(
                        "eight frames of Elixir",
                        "elixir RuntimeError: there is no more",
                        run("", "abcdef", 7, "x"),
                        run("", "cdefab", 7, "x")),
                same(
                        "a circle that goes through one function again and again",
                        OTHER,
                        run("main", "adbdcd", 40),
                        run("main", "adbdcd", 43)),
                same(
                        "a function that calls itself in a circle",
                        OTHER,
                        run("", "bac", 30, "x"),
                        run("", "aacb", 40, "x")),
                same("one function by itself", JAVA, run("main", "a", 5), run("main", "a", 1_000)),
                same("called once, and again and again", OTHER, run("main", "ab", 2, "x"), run("main", "ab", 20, "x")));
    }

    static Stream<Arguments> twoFaults() {
        return Stream.of(
                same("other functions in the circle", PYTHON, run("main", "ab", 40), run("main", "ac", 40)),
                same("a function more in the circle", PYTHON, run("main", "ab", 40), run("main", "abc", 40)),
                same("the other way round the circle", PYTHON, run("", "abc", 40), run("", "acb", 40)),
                same("thrown in the other function, not deep", OTHER, run("main", "ab", 2), run("main", "ab", 3)),
                same(
                        "thrown in another that the circle calls",
                        OTHER,
                        run("main", "ab", 40, "x"),
                        run("main", "ab", 40, "y")),
                same("called by another", OTHER, run("main", "ab", 40, "x"), run("cron", "ab", 40, "x")),
                same(
                        "called by another, and not deep",
                        OF_JAVA,
                        run("main", "ab", 30, "x"),
                        run("cron", "ab", 30, "x")),
                same(
                        "called by another, where the circle is less than half of a full stack",
                        OF_JAVA,
                        run("main", letters(92), 92, "ping", "pong", "ping", "end"),
                        run("cron", letters(92), 92, "ping", "pong", "ping", "end")),
                same(
                        "called by another, where V8 was told to keep more",
                        OF_NODE,
                        run("main", "a", 20),
                        run("cron", "a", 20)),
                same(
                        "thrown in other functions that the data choose",
                        OTHER,
                        run("main", "abacabca", 8, "a", "c", "a", "c", "b"),
                        run("main", "abacabca", 8, "a", "c", "a", "c")),
                same("no circle", OTHER, run("main", "a", 1, "x"), run("main", "ab", 40, "x")),
                same(
                        "two circles, one behind the other",
                        OTHER,
                        run("main", "ab", 8, "c", "d", "c"),
                        run("main", "ab", 8, "d", "c", "d")),
                same(
                        "a stack that is not full, of the same calls",
                        "java IllegalStateException: stack is empty",
                        run("main", "ab", 2),
                        run("main", "ab", 3)),
                same("another circle in a circle", PYTHON, run("main", "abbbc", 60), run("main", "abbbd", 60)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void oneFault(String name, JsonObject one, JsonObject other) {
        assertThat(print(one)).isEqualTo(print(other));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void twoFaults(String name, JsonObject one, JsonObject other) {
        assertThat(print(one)).isNotEqualTo(print(other));
    }

    /** As Jackson does with objects that hold each other: nothing of the application is left of some of these stacks. */
    @Test
    void theCircleOfALibraryCountsAndNotWhoEnteredIt() {
        JsonObject whole = event(JAVA, run("main", "ab", 200));
        JsonObject cut = event(JAVA, run("", "ba", 200));
        for (JsonObject event : List.of(whole, cut)) {
            frames(event).forEach(frame -> {
                boolean app = ((JsonObject) frame).getString("function").equals("main");
                ((JsonObject) frame).put("in_app", app).put("module", app ? "shop.Till" : "com.fasterxml.jackson.Ser");
            });
        }

        assertThat(print(whole)).isEqualTo(print(cut));
    }

    /** 500 frames are kept at most; twice as many calls in the longest circle are read twice as often. */
    @Test
    void theWorkIsLinear() {
        for (int length : new int[] {1, 2, 33, 250, 500}) {
            List<String> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(i == 499 ? "f0" : "f" + i % length);
            }
            CountedList counted = new CountedList(calls);

            Recursion recursion = Recursion.in(counted);

            assertThat(recursion).isNotNull();
            assertThat(recursion.once(true)).hasSizeBetween(1, 500);
            assertThat(counted.read).as("circle of %d", length).isLessThan(10 * calls.size());
        }
    }

    private static Arguments same(String name, String thrown, List<String> one, List<String> other) {
        return Arguments.of(name, event(thrown, one), event(thrown, other));
    }

    /** {@code depth} calls round the circle, each function a letter. */
    private static List<String> run(String before, String circle, int depth, String... after) {
        List<String> calls = new ArrayList<>();
        if (!before.isEmpty()) {
            calls.add(before);
        }
        for (int i = 0; i < depth; i++) {
            calls.add("walk" + circle.charAt(i % circle.length()));
        }
        for (String call : after) {
            calls.add(call.length() == 1 && circle.contains(call) ? "walk" + call : call);
        }
        return calls;
    }

    private static String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('0' + i));
        }
        return letters.toString();
    }

    /** @param thrown {@code platform Type: value} */
    private static JsonObject event(String thrown, List<String> calls) {
        JsonArray frames = new JsonArray();
        for (String call : calls) {
            frames.add(new JsonObject()
                    .put("filename", "shop/tree.src")
                    .put("module", "shop.Tree")
                    .put("function", call)
                    .put("lineno", frames.size())
                    .put("in_app", true));
        }
        int blank = thrown.indexOf(' ');
        int colon = thrown.indexOf(": ");
        JsonObject exception = new JsonObject()
                .put("type", thrown.substring(blank + 1, colon))
                .put("value", thrown.substring(colon + 2))
                .put("stacktrace", new JsonObject().put("frames", frames));
        return new JsonObject()
                .put("platform", thrown.substring(0, blank))
                .put("exception", new JsonObject().put("values", new JsonArray().add(exception)));
    }

    private static JsonArray frames(JsonObject event) {
        return event.getJsonObject("exception")
                .getJsonArray("values")
                .getJsonObject(0)
                .getJsonObject("stacktrace")
                .getJsonArray("frames");
    }

    private static String print(JsonObject event) {
        byte[] json = event.encode().getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(SentryEvent.decode(json, ARRIVAL)).fingerprint();
    }

    /** Counts how often a call is looked at. */
    private static final class CountedList extends AbstractList<String> {
        private final List<String> calls;
        private int read;

        CountedList(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public String get(int index) {
            read++;
            return calls.get(index);
        }

        @Override
        public int size() {
            return calls.size();
        }
    }
}
