package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import dev.mesher.testing.Allocation;
import dev.mesher.testing.CollidingNames;
import dev.mesher.testing.RecordedEvents;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is made to be dear: what one event may hold is bounded, and nobody else pays. */
final class BoundedDecodingTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final String TRIMMED = "too many values, trimmed";
    private static final Arrival ARRIVAL =
            new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null, UUID::randomUUID);

    /** What fills an event, and what a Sentry event's note says when that is more than it may hold. */
    enum Filling {
        KEYS("{\"message\":\"m\"", i -> ",\"" + Integer.toString(i, 36) + "\":1", "}", "too many fields, trimmed"),
        KEYS_BELOW(
                "{\"message\":\"m\",\"extra\":{\"a\":1", i -> ",\"" + Integer.toString(i, 36) + "\":1", "}}", TRIMMED),
        MODULES(
                "{\"message\":\"m\",\"modules\":{\"a\":1",
                i -> ",\"" + Integer.toString(i, 36) + "\":\"1\"",
                "}}",
                TRIMMED),
        LISTS("{\"message\":\"m\",\"x\":[[]", i -> ",[]", "]}", TRIMMED),
        NUMBERS("{\"message\":\"m\",\"x\":[1", i -> ",1", "]}", TRIMMED),
        NESTED("{\"message\":\"m\",\"x\":[1", i -> "," + "[".repeat(80) + "]".repeat(80), "]}", TRIMMED),
        LOG_ENTRY("{\"logentry\":{\"message\":\"a %s\",\"params\":[[1", i -> ",1", "]]}}", TRIMMED),
        CRUMBS("{\"message\":\"m\",\"breadcrumbs\":[{}", i -> ",{}", "]}", TRIMMED),
        FOLDED(
                "{\"message\":\"m\",\"breadcrumbs\":[{}",
                i -> ",{\"data\":\"{\\\"a\\\":[1,2,3,4,5,6,7,8,9]}\"}",
                "]}",
                null),
        LONG_NUMBERS(
                "{\"message\":\"m\",\"extra\":{\"a\":[1",
                i -> "," + "7".repeat(990),
                "]}}",
                "number longer than 64 characters, kept as text"),
        BRACES("{\"message\":\"m\",\"x\":\"", i -> "{".repeat(100), "\"}", null);

        private final String json;
        private final @Nullable String note;

        Filling(String head, IntFunction<String> piece, String tail, @Nullable String note) {
            StringBuilder text = new StringBuilder(head);
            for (int i = 0; text.length() < MEBIBYTE - 1_200; i++) {
                text.append(piece.apply(i));
            }
            this.json = text.append(tail).toString();
            this.note = note;
        }

        byte[] json() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNativeEventOfTooManyTokensIsRefused(Filling filling) {
        if (filling == Filling.BRACES) {
            assertThat(NativeEvent.decode(filling.json()).message()).isEqualTo("m");
        } else {
            assertThatThrownBy(() -> NativeEvent.decode(filling.json()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(
                            filling == Filling.LONG_NUMBERS
                                    ? "a number is longer than 64 characters"
                                    : "more than 100000 JSON tokens");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofASentryEventAsMuchAsFitsIsKeptWithANote(Filling filling) {
        Event event = SentryEvent.decode(filling.json(), ARRIVAL);

        assertThat(event.json()).hasSizeLessThan(MEBIBYTE);
        assertThat(NativeEvent.decodeStored(event.json()).message()).isEqualTo(event.message());
        if (filling.note != null) {
            assertThat(json(event).getJsonArray("notes").encode()).contains(filling.note);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noneTakesManyTimesItsSize(Filling filling) {
        long nativeForm = Allocation.of(() -> {
            try {
                assertThat(NativeEvent.decode(filling.json())).isNotNull();
            } catch (Refusal tooMuch) {
                assertThat(filling).isNotEqualTo(Filling.BRACES);
            }
        });
        long sentryForm = Allocation.of(
                () -> assertThat(SentryEvent.decode(filling.json(), ARRIVAL)).isNotNull());

        assertThat(nativeForm).isLessThan(24L * MEBIBYTE);
        assertThat(sentryForm).isLessThan(48L * MEBIBYTE);
    }

    /** Also where they come before what is read, and are too few to be too many values. */
    @ParameterizedTest
    @ValueSource(ints = {1_500, 49_000, 60_000})
    void anEventKeepsAThousandFieldsThatNothingReads(int names) {
        String others =
                IntStream.range(0, names).mapToObj(i -> "\"other" + i + "\":1,").collect(Collectors.joining());
        byte[] json = ("{" + others + "\"message\":\"m\"}").getBytes(StandardCharsets.UTF_8);

        Event event = SentryEvent.decode(json, ARRIVAL);

        assertThat(event.message()).isEqualTo("m");
        assertThat(json(event).fieldNames().stream().filter(name -> name.startsWith("other")))
                .hasSize(1_000)
                .contains("other0", "other999");
        assertThat(notes(event)).containsExactly("event: too many fields, trimmed");
        assertThatThrownBy(() -> NativeEvent.decode(json)).isInstanceOf(Refusal.class);
    }

    @Test
    void aNativeEventHasAThousandFieldsAtMost() {
        String most = "{\"message\":\"m\""
                + IntStream.range(1, 1_000).mapToObj(i -> ",\"f" + i + "\":1").collect(Collectors.joining());

        assertThat(NativeEvent.decode((most + "}").getBytes(StandardCharsets.UTF_8))
                        .message())
                .isEqualTo("m");
        assertThatThrownBy(() -> NativeEvent.decode((most + ",\"one\":1}").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("event: more than 1000 fields");
    }

    /** The names are charged to the same budget as the values. */
    @Test
    void longNamesOfFieldsThatNothingReadsDoNotPassTheirBudget() {
        String others = IntStream.range(0, 900)
                .mapToObj(i -> "\"" + "n".repeat(1_000) + i + "\":1,")
                .collect(Collectors.joining());
        byte[] json = ("{" + others + "\"message\":\"m\"}").getBytes(StandardCharsets.UTF_8);

        Event event = SentryEvent.decode(json, ARRIVAL);

        assertThat(event.json()).hasSizeBetween(200 * 1024, 264 * 1024);
        assertThat(notes(event)).containsExactly("event: too many fields, trimmed");
    }

    @Test
    void aLongNumberIsKeptAsText() {
        String longest = "9".repeat(64);
        String json = "{\"message\":\"m\",\"extra\":{\"a\":%s,\"b\":[-%s,0.%s],\"c\":1},\"tags\":{\"t\":7%s}}"
                .replace("%s", longest);

        Event event = SentryEvent.decode(json.getBytes(StandardCharsets.UTF_8), ARRIVAL);

        assertThat(new String(event.json(), StandardCharsets.UTF_8))
                .contains("\"extra\":{\"a\":%s,\"b\":[\"-%s\",\"0.%s\"],\"c\":1}".replace("%s", longest));
        assertThat(event.tags()).containsEntry("t", "7" + longest);
        assertThat(notes(event))
                .containsExactly(
                        "extra: number longer than 64 characters, kept as text",
                        "tags: number longer than 64 characters, kept as text");
    }

    /** It is one event's fault, also in a bulk. */
    @Test
    void aLongNumberCostsItsEventOnly() {
        String bulk = "[{\"message\":\"a\",\"n\":" + "1".repeat(65) + "},{\"message\":\"b\"}]";

        List<Slot<Event>> slots = Bulk.decode(bulk.getBytes(StandardCharsets.UTF_8), MEBIBYTE);

        assertThat(refusal(slots.get(0))).hasMessageContaining("longer than 64 characters");
        assertThat(event(slots.get(1)).message()).isEqualTo("b");
    }

    @Test
    void theOthersOfABulkAreTaken() {
        String bulk = "[{\"message\":\"a\"}," + Filling.KEYS.json + ",{\"message\":\"é\"}]";

        List<Slot<Event>> slots = Bulk.decode(bulk.getBytes(StandardCharsets.UTF_8), MEBIBYTE);

        assertThat(slots.get(0)).isInstanceOf(Slot.ToStore.class);
        assertThat(refusal(slots.get(1))).hasMessageContaining("JSON tokens");
        assertThat(event(slots.get(2)).message()).isEqualTo("é");
    }

    /** Threads stand before the exception in what Java's client sends. */
    @Test
    void oneLargeFieldDoesNotCostTheOthers() {
        String threads = Stream.generate(() -> "{\"id\":1}").limit(60_000).collect(Collectors.joining(","));
        String modules =
                IntStream.range(0, 30_000).mapToObj(i -> "\"m" + i + "\":\"1\"").collect(Collectors.joining(","));
        Event event = SentryEvent.decode(
                ("{\"threads\":[" + threads + "],\"modules\":{" + modules
                                + "},\"tags\":{\"a\":\"b\"},\"exception\":{\"values\":[{\"type\":\"Boom\",\"value\":\"v\"}]}}")
                        .getBytes(StandardCharsets.UTF_8),
                ARRIVAL);

        assertThat(event.exceptions()).hasSize(1);
        assertThat(event.tags()).containsEntry("a", "b");
        assertThat(json(event).getJsonArray("threads")).hasSize(200);
        assertThat(json(event).getJsonArray("notes").stream().map(note -> ((JsonObject) note).getString("field")))
                .contains("threads", "modules");
    }

    @Test
    void whatJustFitsIsNotTrimmed() {
        String most = "{\"message\":\"m\",\"x\":["
                + IntStream.range(0, JsonTree.MAX_TOKENS - 7).mapToObj(i -> "1").collect(Collectors.joining(","))
                + "]}";

        assertThat(NativeEvent.decode(most.getBytes(StandardCharsets.UTF_8)).message())
                .isEqualTo("m");
        assertThatThrownBy(() -> NativeEvent.decode(most.replace("]}", ",1]}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
        assertThat(json(SentryEvent.decode(most.getBytes(StandardCharsets.UTF_8), ARRIVAL))
                        .getJsonArray("notes")
                        .encode())
                .doesNotContain("too many values");
    }

    @Test
    void whatClientsSendIsFarBelow() {
        for (String platform : RecordedEvents.platforms()) {
            for (String event : RecordedEvents.of(platform)) {
                assertThat(JSON_MARKS.splitAsStream(event).count()).isLessThan(JsonTree.MAX_TOKENS / 5);
            }
        }
    }

    /** Names that all come to one place of the table of names that requests share, sent until it is full. */
    @Test
    void nobodysNamesCostAnother() {
        List<String> names = CollidingNames.of(4_000);
        for (int i = 0; i < 4_000; i += 100) {
            assertThat(NativeEvent.decode(CollidingNames.event(names.subList(i, i + 100)))
                            .message())
                    .isEqualTo("m");
            assertThat(SentryEvent.decode(CollidingNames.event(names.subList(i, i + 100)), ARRIVAL)
                            .message())
                    .isEqualTo("m");
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] good = CollidingNames.event(List.of("f" + i * 7919, "gggg" + i * 104_729));
            assertThat(NativeEvent.decode(good).message()).isEqualTo("m");
        }
    }

    private static final Pattern JSON_MARKS = Pattern.compile("[,:{\\[]");

    private static List<String> notes(Event event) {
        return json(event).getJsonArray("notes").stream()
                .map(JsonObject.class::cast)
                .map(note -> note.getString("field") + ": " + note.getString("problem"))
                .toList();
    }

    private static JsonObject json(Event event) {
        return new JsonObject(new String(event.json(), StandardCharsets.UTF_8));
    }

    private static Event event(Slot<Event> slot) {
        return ((Slot.ToStore<Event>) slot).event();
    }

    private static Refusal refusal(Slot<Event> slot) {
        return (Refusal) ((Slot.Done<Event>) slot).result();
    }
}
