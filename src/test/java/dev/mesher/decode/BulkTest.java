package dev.mesher.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
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
        List<Bulk.Entry> entries = decode(form.formatted("[ {\"message\":\"a\"} ,{\"message\":\"bé\",\"x\":[{}]}\n]"));

        assertThat(entries)
                .extracting(entry -> ((Bulk.Decoded) entry).event().message())
                .containsExactly("a", "bé");
        assertThat(new String(((Bulk.Decoded) entries.get(1)).event().json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"bé\",\"x\":[{}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "{\"events\":%s}", "{\"at\":{\"0\":1},\"events\":%s,\"3\":{}}", "{\"1\":{},\"events\":%s}"
            })
    void readsAListThatCameAsAnObjectInTheOrderOfItsNumbers(String form) {
        List<Bulk.Entry> entries = decode(form.formatted(
                "{\"10\": {\"message\":\"c\"}, \"2\":{\"message\":\"b\",\"x\":[{}]},\"0\":{\"message\":\"a\"}}"));

        assertThat(entries)
                .extracting(entry -> ((Bulk.Decoded) entry).event().message())
                .containsExactly("a", "b", "c");
    }

    @Test
    void oneBadEventCostsOnlyItself() {
        List<Bulk.Entry> entries = decode("[{\"message\":\"a\"},1,null,{\"level\":\"x\"},\"s\",[],{\"message\":\""
                + "b".repeat(2_000) + "\"},{\"message\":\"c\"}]");

        assertThat(entries).hasSize(8);
        assertThat(entries.get(0)).isInstanceOf(Bulk.Decoded.class);
        assertThat(entries.subList(1, 7)).allSatisfy(entry -> assertThat(entry).isInstanceOf(Bulk.Refused.class));
        assertThat(((Bulk.Refused) entries.get(6)).refusal().kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
        assertThat(((Bulk.Decoded) entries.get(7)).event().message()).isEqualTo("c");
    }

    /** As deep as 1 MiB can be; with brackets in texts and texts in the depth, which must not count. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"events\":%s,\"more\":[[1]]}"})
    void anEventThatIsNestedTooDeepCostsOnlyItself(String form) {
        String deep = "[".repeat(100_000) + "{\"a]\\\"}\":\"[\"}" + "]".repeat(100_000);
        String events = "[{\"message\":\"[{\\\"[\"},{\"message\":\"b\",\"extra\":{\"x\":" + deep
                + "},\"y\":[1]},{\"message\":\"c\"}]";

        List<Bulk.Entry> entries = Bulk.decode(form.formatted(events).getBytes(StandardCharsets.UTF_8), 1 << 20);

        assertThat(entries).hasSize(3);
        assertThat(((Bulk.Decoded) entries.get(0)).event().message()).isEqualTo("[{\"[");
        assertThat(((Bulk.Refused) entries.get(1)).refusal()).hasMessageContaining("nested deeper than 100 levels");
        assertThat(((Bulk.Decoded) entries.get(2)).event().message()).isEqualTo("c");
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

    private static List<Bulk.Entry> decode(String json) {
        return Bulk.decode(json.getBytes(StandardCharsets.UTF_8), 1_000);
    }
}
