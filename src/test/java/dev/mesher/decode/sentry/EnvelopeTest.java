package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import dev.mesher.testing.Envelopes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeTest {
    private static final String ID = "fc6d8c0c43fc4630ad850ee518f1b9d0";

    @Test
    void itemsWithAndWithoutLengthAndBlankLines() {
        Envelope envelope = parse(
                """
                {"event_id":"%s","sent_at":"2026-01-02T03:04:05.5Z"}


                {"type":"event"}
                {"message":"a"}

                {"type":"attachment","length":17}
                {"type":"event"}

                {"type":"session"}
                {}
                """
                        .formatted(ID));

        assertThat(envelope.eventId()).isEqualTo(UUID.fromString("fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0"));
        assertThat(envelope.sentAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.500Z"));
        assertThat(types(envelope)).containsExactly("event", "attachment", "session");
        assertThat(text(envelope, 0)).isEqualTo("{\"message\":\"a\"}");
        assertThat(text(envelope, 1)).isEqualTo("{\"type\":\"event\"}\n");
    }

    @Test
    void noFinalLineEndAndNoPayload() {
        assertThat(text(parse("{}\n{\"type\":\"event\"}\n{\"a\":1}"), 0)).isEqualTo("{\"a\":1}");
        assertThat(text(parse("{}\n{\"type\":\"attachment\",\"length\":0}\n"), 0))
                .isEmpty();
        assertThat(text(parse("{}\n{\"type\":\"attachment\",\"length\":0}"), 0)).isEmpty();
        assertThat(text(parse("{}\n{\"type\":\"x\"}"), 0)).isEmpty();
        assertThat(parse("{}").items()).isEmpty();
        assertThat(parse("{}\n\n").items()).isEmpty();
    }

    @Test
    void aCarriageReturnBelongsToItsLine() {
        assertThat(text(parse("{}\r\n{\"type\":\"x\"}\r\nab\r\n"), 0)).isEqualTo("ab\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n{}",
                "[]",
                "not json",
                "{}\nnot json\n{}",
                "{}\n{\"type\":\"event\",\"length\":5}\nabcd",
                "{}\n{\"type\":\"event\",\"length\":3}\nabcd",
                "{}\n{\"type\":\"event\",\"length\":-1}\nabcd",
                "{}\n{\"type\":\"event\",\"length\":\"4\"}\nabcd",
                "{}\n{\"type\":\"event\",\"length\":4.5}\nabcd",
                "{}\n{\"type\":\"event\",\"length\":99999999999999999999}\nabcd",
            })
    void whatCannotBeTakenApartIsMalformed(String text) {
        assertRefused(text, Refusal.Kind.MALFORMED);
    }

    @Test
    void headersAndItemsAreBounded() {
        assertRefused("{\"a\":\"" + "x".repeat(70_000) + "\"}", Refusal.Kind.TOO_LARGE);
        assertRefused("{}" + "\n{\"type\":\"x\"}\n{}".repeat(1_001), Refusal.Kind.TOO_LARGE);
        assertThat(parse("{}" + "\n{\"type\":\"x\"}\n{}".repeat(1_000)).items()).hasSize(1_000);
    }

    @Test
    void theKeyOfItsDsn() {
        assertThat(parse("{\"dsn\":\"http://key_1@host:80/1\"}").dsnKey()).isEqualTo("key_1");
        assertThat(parse("{\"dsn\":\"https://key_1:secret@host/pre/1\"}").dsnKey())
                .isEqualTo("key_1");
        assertThat(parse("{\"dsn\":\"http://host/1\"}").dsnKey()).isNull();
        assertThat(parse("{\"dsn\":7}").dsnKey()).isNull();
    }

    @Test
    void theFirstEventCountsAndWhatIsUnknownIsOther() {
        Items items = Items.of(Envelope.parse(Envelopes.of(UUID.randomUUID())
                .item("never_heard_of", new JsonObject())
                .item("event", new JsonObject().put("message", "first"))
                .item("event", new JsonObject().put("message", "second"))
                .item("session", new JsonObject())
                .item("session", new JsonObject())
                .bytes()));

        assertThat(new String(items.event(), StandardCharsets.UTF_8)).isEqualTo("{\"message\":\"first\"}");
        assertThat(items.tally().counts()).containsOnly(entry("other", 1), entry("session", 2));
    }

    @Test
    void whatStandsForManyIsCountedAsMany() {
        JsonObject logs = new JsonObject().put("type", "log").put("item_count", 3);
        JsonObject sessions =
                new JsonObject("{\"aggregates\":[{\"exited\":5,\"errored\":1},{\"crashed\":2,\"exited\":-7}]}");
        JsonObject report = new JsonObject("{\"discarded_events\":["
                + "{\"category\":\"error\",\"reason\":\"ratelimit_backoff\",\"quantity\":4},"
                + "{\"category\":\"made up\",\"reason\":\"made up\",\"quantity\":1e99}]}");

        Items items = Items.of(Envelope.parse(Envelopes.of(new JsonObject())
                .sized(logs, "{}".getBytes(StandardCharsets.UTF_8))
                .item("sessions", sessions)
                .item("client_report", report)
                .bytes()));

        assertThat(items.tally().counts())
                .containsOnly(
                        entry("log", 3),
                        entry("session", 8),
                        entry("client_report", 1),
                        entry("discarded.error.ratelimit_backoff", 4),
                        entry("discarded.other.other", 1));
    }

    @Test
    void attachmentsTogetherAreBounded() {
        byte[] eleven = new byte[11 << 20];
        Envelopes one = Envelopes.of(UUID.randomUUID()).attachment("a", eleven);
        assertThat(Items.of(Envelope.parse(one.bytes())).attachments()).hasSize(1);

        byte[] two = one.attachment("b", eleven).bytes();

        assertThatThrownBy(() -> Items.of(Envelope.parse(two)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    }

    private static Map.Entry<String, Long> entry(String category, long count) {
        return Map.entry(category, count);
    }

    private static Envelope parse(String text) {
        return Envelope.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> types(Envelope envelope) {
        return envelope.items().stream().map(Envelope.Item::type).toList();
    }

    private static String text(Envelope envelope, int item) {
        return new String(envelope.items().get(item).payload(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(String text, Refusal.Kind kind) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }
}
