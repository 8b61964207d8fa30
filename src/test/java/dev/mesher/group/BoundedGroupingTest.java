package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.ExceptionInfo.Mechanism;
import dev.mesher.event.StackFrame;
import dev.mesher.testing.Allocation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an event holds, grouping it takes about as much work as reading it. */
final class BoundedGroupingTest {
    private static final String LETTERS = "somewhere/".repeat(820).substring(0, 8_192);
    private static final List<String> EVERY_VARIABLE = List.of(
            "{{path}}",
            "{{message}}",
            "{{ error.value }}",
            "{{transaction}}",
            "{{tags.a}}",
            "{{unheard_of}}",
            "{{default}}");

    /** What an event may have many of, or much. */
    enum Shape {
        FRAMES {
            @Override
            JsonObject of(int size) {
                return new JsonObject().put("message", "m").put("stacktrace", frames(size));
            }
        },
        CHAIN {
            @Override
            JsonObject of(int size) {
                return exceptions(10, size / 10);
            }
        },
        CIRCLES {
            @Override
            JsonObject of(int size) {
                JsonArray frames = new JsonArray();
                for (int i = 0; i < size; i++) {
                    frames.add(FingerprintTest.frame("a.py", "f".repeat(400) + i % 4));
                }
                return new JsonObject().put("message", "m").put("stacktrace", frames);
            }
        },
        CLIENT {
            @Override
            JsonObject of(int size) {
                return filled("x".repeat(Math.min(1_024, size * 4)), 60);
            }
        },
        MESSAGE {
            @Override
            JsonObject of(int size) {
                return new JsonObject().put("message", "a 1 \n".repeat(size * 400));
            }
        };

        abstract JsonObject of(int size);
    }

    @ParameterizedTest
    @EnumSource
    void anEventTwiceAsLargeTakesTwiceTheWorkAtMost(Shape shape) {
        assertThat(Allocation.ratio(work(shape.of(240)), work(shape.of(480)))).isLessThan(2.6);
    }

    @Test
    void aVariableNamedInEveryPlaceCostsNextToNothing() {
        for (String variable : EVERY_VARIABLE) {
            JsonObject event = filled(variable.repeat(1_024 / variable.length()), 100);

            assertThat(Fingerprint.of(FingerprintTest.decoded(event)).parts())
                    .extracting(Part::value)
                    .satisfies(values -> assertThat(String.join("", values)).hasSizeLessThan(8_192 + 100 * 17 + 1));
            assertThat(grouping(event)).as(variable).isLessThan(8_000_000);
        }
    }

    @Test
    void asMuchAsOneEventHoldsCostsNextToNothing() {
        for (List<String> texts :
                List.of(Collections.nCopies(100, "{{path}}".repeat(1_250)), List.of("{{path}}".repeat(125_000)))) {
            byte[] json = filled("", 1).put("fingerprint", texts).encode().getBytes(StandardCharsets.UTF_8);

            assertThat(Allocation.of(() -> assertThat(Fingerprint.of(NativeEvent.decode(json.clone())))
                            .isNotNull()))
                    .isLessThan(12L * json.length);
        }
    }

    @Test
    void aVariableIsFoundOnceHoweverOftenItIsNamed() {
        Map<String, Integer> asked = new HashMap<>();
        Filling filling = new Filling(name -> {
            asked.merge(name, 1, Integer::sum);
            return name.equals("path") ? LETTERS : null;
        });

        List<Part> parts = filling.parts(Collections.nCopies(100, "{{path}}{{other}}".repeat(60)), List::of);

        assertThat(parts).hasSize(100);
        assertThat(asked).isEqualTo(Map.of("path", 1, "other", 1));
    }

    @Test
    void whatTheServerFindsStandsOnce() {
        JsonObject event = new JsonObject()
                .put("message", "m")
                .put("stacktrace", frames(20))
                .put(
                        "fingerprint",
                        new JsonArray(new ArrayList<>(Collections.nCopies(99, "{{ default }}"))).add("mine"));

        assertThat(Fingerprint.of(FingerprintTest.decoded(event)).parts())
                .filteredOn(part -> part.kind() == Part.Kind.FRAME)
                .hasSize(20);
    }

    @Test
    void longTextsThatDifferAtTheEndStayApart() {
        String text = "{{path}}|{{path}}|" + "y".repeat(900);

        assertThat(print(filled(text + "a", 3))).isEqualTo(print(filled(text + "a", 3)));
        assertThat(print(filled(text + "a", 3))).isNotEqualTo(print(filled(text + "b", 3)));
        assertThat(print(filled("z".repeat(9_000) + "a", 1))).isNotEqualTo(print(filled("z".repeat(9_000) + "b", 1)));
        JsonObject elsewhere = filled(text, 3);
        elsewhere.getJsonArray("stacktrace").getJsonObject(0).put("abs_path", LETTERS.substring(1) + "x");
        assertThat(print(elsewhere)).isNotEqualTo(print(filled(text, 3)));
    }

    @Test
    void theFramesOfAGroupsMembersAreReadOnceEach() {
        List<CountedFrames> counted = new ArrayList<>();
        List<ExceptionInfo> exceptions = new ArrayList<>();
        exceptions.add(
                new ExceptionInfo("Group", "v", null, List.of(), new Mechanism(false, 0, null, true, false, null)));
        for (int i = 1; i < 50; i++) {
            CountedFrames frames = new CountedFrames("f".repeat(700) + (50 - i));
            counted.add(frames);
            exceptions.add(new ExceptionInfo("T", "v", null, frames, new Mechanism(false, i, 0, false, false, null)));
        }

        List<ExceptionInfo> chain = Chain.of(exceptions);

        assertThat(chain).hasSize(11).last().isEqualTo(exceptions.get(0));
        assertThat(counted).allSatisfy(frames -> assertThat(frames.read).isBetween(1, 3 * frames.size()));
    }

    /** Each the cause of the one before, and each a group in the one before. */
    @Test
    void theDeepestChainIsReadToItsEnd() {
        for (boolean groups : new boolean[] {false, true}) {
            JsonArray exceptions = new JsonArray();
            for (int i = 0; i < 3_000; i++) {
                exceptions.add(new JsonObject()
                        .put("type_name", "T" + i)
                        .put(
                                "mechanism",
                                new JsonObject()
                                        .put("exception_id", i)
                                        .put("parent_id", i == 2_950 ? null : i - 1)
                                        .put("is_exception_group", i == 2_950 || (groups && i < 2_999))));
            }
            Event event =
                    FingerprintTest.decoded(new JsonObject().put("message", "m").put("exceptions", exceptions));

            assertThat(event.exceptions()).hasSize(50);
            assertThat(Chain.of(event.exceptions())).isNotEmpty();
        }
    }

    private static long grouping(JsonObject json) {
        return Allocation.of(work(json));
    }

    private static Runnable work(JsonObject json) {
        Event event = FingerprintTest.decoded(json);
        return () -> {
            assertThat(Fingerprint.of(event).parts()).isNotEmpty();
            assertThat(Title.of(event)).isNotEmpty();
        };
    }

    private static String print(JsonObject event) {
        return Fingerprint.of(FingerprintTest.decoded(event)).fingerprint();
    }

    private static JsonObject filled(String text, int times) {
        return new JsonObject()
                .put("message", LETTERS)
                .put("transaction", LETTERS)
                .put("tags", new JsonObject().put("a", LETTERS))
                .put("exception", new JsonObject().put("type_name", "T").put("value", LETTERS))
                .put(
                        "stacktrace",
                        new JsonArray().add(FingerprintTest.frame("a.py", "f").put("abs_path", LETTERS)))
                .put("fingerprint", new JsonArray(new ArrayList<>(Collections.nCopies(times, text))));
    }

    private static JsonArray frames(int count) {
        JsonArray frames = new JsonArray();
        IntStream.range(0, count)
                .forEach(i -> frames.add(FingerprintTest.frame("app/cart" + i + ".py", "pay" + "y".repeat(300) + i)));
        return frames;
    }

    private static JsonObject exceptions(int count, int framesOfEach) {
        JsonArray exceptions = new JsonArray();
        for (int i = 0; i < count; i++) {
            exceptions.add(new JsonObject().put("type_name", "T" + i).put("stacktrace", frames(framesOfEach)));
        }
        return new JsonObject().put("message", "m").put("exceptions", exceptions);
    }

    /** Counts the frames that are looked at. */
    private static final class CountedFrames extends AbstractList<StackFrame> {
        private final StackFrame frame;
        private int read;

        CountedFrames(String function) {
            this.frame = StackFrame.of("a.py", function, null);
        }

        @Override
        public StackFrame get(int index) {
            read++;
            return frame;
        }

        @Override
        public int size() {
            return 25;
        }
    }
}
