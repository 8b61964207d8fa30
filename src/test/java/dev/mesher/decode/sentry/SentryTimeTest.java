package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.NOW;
import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.fieldsOfNotes;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the times that Sentry's clients say, by clocks that may be off. */
final class SentryTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-20T09:59:00.5Z\"",
                "\"2026-11-20T10:59:00.500+01:00\"",
                "\"2026-11-20T10:59:00.500+0100\"",
                "\"2026-11-20T09:59:00.500000\"",
                "\"2026-11-20 09:59:00.500\"",
                "\"2026-11-20T09:59:00.500000000Z\"",
                "1795168740.5",
                "\"1795168740.5\"",
                "\"2026-11-20 10:59:00.500 +0100\"",
                "\"2026-11-20T09:59:00.500 UTC\"",
                "\"2026-11-20 09:59:00.5 utc\"",
                "\"2026-11-20 09:59:00.5 GMT\"",
                "\"2026-11-20 09:59:00,500\"",
                "\"2026-11-20T09:59:00.500000000000Z\"",
                "\"2026-11-20t09:59:00.5z\"",
                "\"2026-11-20 09:59:00.5 +0000 UTC\"",
                "\"2026-11-20 09:59:00.5 +0000 UTC m=+0.017\"",
                "\"2026-11-20T10:59:00.5+01:00[Europe/Paris]\"",
                "\"2026-11-20T04:59:00.5-05\"",
                "\"2026-11-20T04:59:00.5\u221205:00\"",
                "\"2026/11/20 09:59:00.5\"",
                "\"20261120T095900.5Z\"",
                "\"  2026-11-20T09:59:00.5Z\\n\"",
                "\"2026-11-20  09:59:00.5Z\"",
                "1795168740500",
                "1795168740500000",
                "1795168740500000000",
                "1795168740500.0",
                "\"1795168740500\"",
                "\"1795168740500000\"",
                "\"1795168740,5\"",
                "\"1.7951687405E9\"",
                "1.7951687405E12",
            })
    void timesInEveryForm(String timestamp) {
        assertThat(json(decode("{\"timestamp\":" + timestamp + "}")).getString("timestamp"))
                .isEqualTo("2026-11-20T09:59:00.500Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "-5",
                "{}",
                "\"2026-13-45T00:00:00Z\"",
                "1e300",
                "\"2026-11-20T09:59:00 CET\"",
                "\"2026-11-20T09:59:00+19:00\"",
                "\"2026-11-20T09:59:00.\"",
                "\"2026-11-20T9:59:00Z\"",
                "\"2026-11-20T09:59:61Z\"",
                "\"2026-11-20\"",
                "\"Fri, 99 Nov 2026 09:59:00 GMT\"",
                "\"99999999999999999999\"",
                "[1795168740]",
                "\"2027-01-01T00:00:00Z\"",
                "\"2020-01-01T00:00:00Z\"",
            })
    void aTimeThatCannotBeIsThatOfTheArrivalWithANote(String timestamp) {
        JsonObject json = json(decode("{\"timestamp\":" + timestamp + "}"));

        assertThat(json.getString("timestamp")).isEqualTo(NOW.toString());
        assertThat(fieldsOfNotes(json)).containsExactly("timestamp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-20T09:59Z\"",
                "\"2026-11-20 09:59\"",
                "\"2026-11-20T09:58:60Z\"",
                "\"Fri, 20 Nov 2026 09:59:00 GMT\"",
                "\"Fri, 20 Nov 2026 10:59:00 +0100\"",
                "\"1795168740\"",
            })
    void timesWithoutAFraction(String timestamp) {
        assertThat(json(decode("{\"timestamp\":" + timestamp + "}")).getString("timestamp"))
                .isEqualTo("2026-11-20T09:59:00Z");
    }

    @Test
    void aClockThatIsOffIsCorrectedInAllTimes() {
        Arrival arrival = new Arrival(NOW, NOW.minus(Duration.ofHours(2)), null, null);

        JsonObject json = json(decode(
                "{\"timestamp\":\"2026-11-20T07:59:30Z\",\"breadcrumbs\":[{\"timestamp\":1795161500,\"message\":\"b\"}]}",
                arrival));

        assertThat(json.getString("timestamp")).isEqualTo("2026-11-20T09:59:30Z");
        assertThat(json.getJsonArray("breadcrumbs").getJsonObject(0).getString("timestamp"))
                .isEqualTo("2026-11-20T09:58:20Z");
        assertThat(json.getJsonArray("notes").getJsonObject(0).getString("problem"))
                .contains("-7200 s");
    }

    @Test
    void aClockThatIsRightIsLeftAlone() {
        Arrival arrival = new Arrival(NOW, NOW.minusSeconds(20), null, null);

        JsonObject json = json(decode("{\"timestamp\":\"2026-11-20T09:59:30Z\"}", arrival));

        assertThat(json.getString("timestamp")).isEqualTo("2026-11-20T09:59:30Z");
        assertThat(json.containsKey("notes")).isFalse();
    }
}
