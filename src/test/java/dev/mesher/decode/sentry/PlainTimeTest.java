package dev.mesher.decode.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual form of a time is read as the calendar reads it, and every other is left to it. */
final class PlainTimeTest {
    @Test
    void isWhatTheCalendarSays() {
        Random random = new Random(20_261_120);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000_000));
            String text = DateTimeFormatter.ISO_INSTANT.format(time);

            assertThat(PlainTime.parse(text)).isEqualTo(time);
            assertThat(PlainTime.parse(text.substring(0, text.length() - 1).replace('T', ' ')))
                    .isEqualTo(time);
        }
        assertThat(PlainTime.parse("2028-02-29T23:59:59.5Z")).isEqualTo(Instant.parse("2028-02-29T23:59:59.500Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20",
                "2026-11-20T10:00",
                "2026-11-20T10:00:00+02:00",
                "2026-11-20T10:00:00z",
                "2026-11-20T10:00:00.Z",
                "2026-11-20T10:00:00.1234567890Z",
                "2026-11-20T10:00:00,5Z",
                "2026-11-20T10:00:00.-5Z",
                "2026-02-29T10:00:00Z",
                "2026-11-31T10:00:00Z",
                "2026-13-20T10:00:00Z",
                "2026-00-20T10:00:00Z",
                "2026-11-00T10:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T10:60:00Z",
                "2026-11-20T10:00:60Z",
                "0000-11-20T10:00:00Z",
                "2O26-11-20T10:00:00Z",
                "2026/11/20T10:00:00Z"
            })
    void anotherFormIsLeftAlone(String text) {
        assertThat(PlainTime.parse(text)).isNull();
    }
}
