package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import dev.mesher.event.Slot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BulkTest {
    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"events\":%s}", "{\"sent\":{\"at\":[1]},\"events\":%s,\"more\":[{}]}", " \n%s\n "})
    void readsBothForms(String form) {
        List<Slot<Event>> slots = decode(form.formatted("[ {\"message\":\"a\"} ,{\"message\":\"bé\",\"x\":[{}]}\n]"));

        assertThat(slots).extracting(slot -> event(slot).message()).containsExactly("a", "bé");
        assertThat(new String(event(slots.get(1)).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"bé\",\"x\":[{}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "{\"events\":%s}", "{\"at\":{\"0\":1},\"events\":%s,\"3\":{}}", "{\"1\":{},\"events\":%s}"
            })
    void readsAListThatCameAsAnObjectInTheOrderOfItsNumbers(String form) {
        List<Slot<Event>> slots = decode(form.formatted(
                "{\"10\": {\"message\":\"c\"}, \"2\":{\"message\":\"b\",\"x\":[{}]},\"0\":{\"message\":\"a\"}}"));

        assertThat(slots).extracting(slot -> event(slot).message()).containsExactly("a", "b", "c");
    }

    @Test
    void oneBadEventCostsOnlyItself() {
        List<Slot<Event>> slots = decode("[{\"message\":\"a\"},1,null,{\"level\":\"x\"},\"s\",[],{\"message\":\""
                + "b".repeat(2_000) + "\"},{\"message\":\"c\"}]");

        assertThat(slots).hasSize(8);
        assertThat(slots.get(0)).isInstanceOf(Slot.ToStore.class);
        assertThat(slots.subList(1, 7)).allSatisfy(slot -> assertThat(slot).isInstanceOf(Slot.Done.class));
        assertThat(refusal(slots.get(6)).kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
        assertThat(event(slots.get(7)).message()).isEqualTo("c");
    }

    /** As deep as 1 MiB can be; with brackets in texts and texts in the depth, which must not count. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"events\":%s,\"more\":[[1]]}"})
    void anEventThatIsNestedTooDeepCostsOnlyItself(String form) {
        String deep = "[".repeat(100_000) + "{\"a]\\\"}\":\"[\"}" + "]".repeat(100_000);
        String events = "[{\"message\":\"[{\\\"[\"},{\"message\":\"b\",\"extra\":{\"x\":" + deep
                + "},\"y\":[1]},{\"message\":\"c\"}]";

        List<Slot<Event>> slots = Bulk.decode(form.formatted(events).getBytes(StandardCharsets.UTF_8), 1 << 20);

        assertThat(slots).hasSize(3);
        assertThat(event(slots.get(0)).message()).isEqualTo("[{\"[");
        assertThat(refusal(slots.get(1))).hasMessageContaining("nested deeper than 100 levels");
        assertThat(event(slots.get(2)).message()).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"events\":{}}", "{\"events\":[]}", "1", "", "null", "{\"events\":null}"})
    void wantsAtLeastOneEvent(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(Refusal.class).hasMessageContaining("at least one event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[{\"message\":\"a\"}", "[{\"message\":\"a\"}] x", "[{\"message\":\"a\"},]", "{\"events\":[{}}"})
    void refusesBrokenJson(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(Refusal.class).hasMessageContaining("malformed JSON");
    }

    @Test
    void takesAHundredAndNoMore() {
        assertThat(decode(events(100))).hasSize(100);
        assertThatThrownBy(() -> decode(events(101)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more than 100");
    }

    private static String events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"message\":\"m" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Slot<Event>> decode(String json) {
        return Bulk.decode(json.getBytes(StandardCharsets.UTF_8), 1_000);
    }

    private static Event event(Slot<Event> slot) {
        return ((Slot.ToStore<Event>) slot).event();
    }

    private static Refusal refusal(Slot<Event> slot) {
        return (Refusal) ((Slot.Done<Event>) slot).result();
    }
}
