package dev.mesher.told.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When digests are due, and when an episode is over. */
final class DigestTimesTest {
    private static final OffsetDateTime START = OffsetDateTime.parse("2026-11-28T23:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1M",
        "PT59.999S, PT1M",
        "PT1M, PT3M",
        "PT2M59S, PT3M",
        "PT3M, PT6M",
        "PT6M, PT12M",
        "PT12M, PT24M",
        "PT24M, PT48M",
        "PT47M59S, PT48M",
        "PT48M, PT108M",
        "PT107M59S, PT108M",
        "PT108M, PT168M",
        "P30D, PT43248M"
    })
    void digestsComeEverMoreRarelyAndThenEveryHour(Duration passed, Duration next) {
        assertThat(DigestTimes.next(START, START.plus(passed))).isEqualTo(START.plus(next));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT10M",
        "PT5M, PT15M",
        "PT11M59S, PT21M59S",
        "PT12M, PT24M",
        "PT30M, PT54M",
        "PT48M, PT108M",
        "PT110M, PT170M"
    })
    void anEpisodeIsOverAfterTenMinutesOrAsLongAsDigestsAreApart(Duration lastAlert, Duration calm) {
        assertThat(DigestTimes.calm(START, START.plus(lastAlert))).isEqualTo(START.plus(calm));
    }
}
