package dev.mesher.told.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    @Test
    void aSingleAlertSpeaksForItself() {
        assertThat(Summary.first(totals(1, 1, "regression"))).isEqualTo("the last words");
        assertThat(Summary.more(totals(1, 1, "regression"))).isEqualTo("1 more alert: the last words");
        assertThat(Summary.whole(totals(1, 1, "regression"), 1, Duration.ofMinutes(3)))
                .isEqualTo("1 alert: the last words");
    }

    @Test
    void severalAreCalledByTheirConditionWhenEachIsOfAnIssueOfItsOwn() {
        assertThat(Summary.first(totals(12, 12, "new_issue"))).isEqualTo("12 new issues");
        assertThat(Summary.first(totals(3, 3, "regression"))).isEqualTo("3 regressions");
        assertThat(Summary.more(totals(3, 3, "regression"))).isEqualTo("3 more regressions");
        assertThat(Summary.first(totals(3, 3, "spike"))).isEqualTo("3 alerts of 3 issues");
    }

    @Test
    void otherwiseAlertsAndIssuesAreCounted() {
        assertThat(Summary.more(totals(57, 44, "new_issue"))).isEqualTo("57 more alerts of 44 issues");
        assertThat(Summary.first(totals(5, 1, "regression"))).isEqualTo("5 alerts of 1 issue");
        assertThat(Summary.more(totals(2, 0, "threshold"))).isEqualTo("2 more alerts, the last one: the last words");
    }

    @Test
    void moreThanAreReadAreAtLeastSoMany() {
        assertThat(Summary.first(totals(AlertRange.MOST, AlertRange.MOST, "new_issue")))
                .isEqualTo("at least 20,000 new issues");
        assertThat(Summary.whole(totals(AlertRange.MOST, 900, "new_issue"), 25_000, Duration.ofHours(3)))
                .isEqualTo("25,000 alerts of at least 900 issues in 3 hours");
    }

    @Test
    void theWholeEpisodeSaysHowLongItLasted() {
        assertThat(whole(Duration.ofSeconds(2))).isEqualTo("2 alerts of 1 issue in 1 minute");
        assertThat(whole(Duration.ofMinutes(119))).isEqualTo("2 alerts of 1 issue in 119 minutes");
        assertThat(whole(Duration.ofHours(2))).isEqualTo("2 alerts of 1 issue in 2 hours");
        assertThat(whole(Duration.ofHours(47))).isEqualTo("2 alerts of 1 issue in 47 hours");
        assertThat(whole(Duration.ofDays(2))).isEqualTo("2 alerts of 1 issue in 2 days");
    }

    private static String whole(Duration lasted) {
        return Summary.whole(totals(2, 1, "new_issue"), 2, lasted);
    }

    private static AlertTotals totals(long alerts, long issues, String condition) {
        return new AlertTotals(alerts, issues, true, condition, "the last words");
    }
}
