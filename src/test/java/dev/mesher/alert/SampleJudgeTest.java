package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.testing.StoredData;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that are judged by reading events, once a minute. */
final class SampleJudgeTest {
    @AutoClose
    private static final SampledLooks LOOKS = new SampledLooks();

    private final StoredData data = LOOKS.data();

    @BeforeEach
    void aRuleOfTwoUsers() {
        LOOKS.clear();
    }

    @Test
    void whatComesWithinTheMinuteIsJudgedAtItsEnd() {
        LOOKS.user();
        assertThat(LOOKS.judged(0, true)).isEmpty();
        LOOKS.user();

        assertThat(LOOKS.judged(10, true)).as("within the minute").isEmpty();
        assertThat(LOOKS.judged(59, false)).isEmpty();
        List<Firing> firings = LOOKS.judged(60, false);
        assertThat(firings).singleElement().satisfies(firing -> {
            assertThat(firing.message()).isEqualTo("2 users or more within 5 minutes");
            assertThat(firing.issue()).isNull();
            assertThat(firing.acceptedAt()).isEqualTo(data.time(Duration.ZERO));
        });
        assertThat(LOOKS.judged(180, false)).as("nothing came since").isEmpty();
    }

    @Test
    void aNodeThatBeginsJudgesWhatAnotherLeft() {
        LOOKS.user();
        LOOKS.user();

        assertThat(LOOKS.judged(0, false)).hasSize(1);
        assertThat(LOOKS.judged(1, false)).isEmpty();
        LOOKS.startAnew();
        assertThat(LOOKS.judged(2, false)).hasSize(1);
    }

    @Test
    void aNodeThatBeginsJudgesThresholdsWithFiltersToo() {
        data.sql("UPDATE alert_rules SET filters = '{\"level\":\"error\"}', condition_json ="
                + " '{\"condition_type\":\"threshold\",\"threshold\":2,\"window_minutes\":5}'");
        LOOKS.user();
        LOOKS.user();

        assertThat(LOOKS.judged(0, false))
                .singleElement()
                .extracting(Firing::message)
                .isEqualTo("2 matching events or more within 5 minutes");
    }

    @Test
    void aUserWithSeveralEventsCountsOnce() {
        LOOKS.user();
        LOOKS.user();
        data.sql("UPDATE events SET user_hash = issue_id");

        assertThat(LOOKS.judged(0, true)).isEmpty();
    }

    @Test
    void aRuleInItsCoolDownIsNotJudged() {
        data.sql("UPDATE alert_rules SET last_fired_at = $1", data.time(Duration.ofMinutes(59)));
        LOOKS.user();
        LOOKS.user();

        assertThat(LOOKS.judged(0, true)).isEmpty();
        assertThat(LOOKS.judged(60, true)).hasSize(1);
    }

    @Test
    void aLookReadsNoEventsAndAReadJudgesOneRule() {
        data.sql("INSERT INTO alert_rules (project_id, name, condition_json) SELECT project_id, name, condition_json"
                + " FROM alert_rules, generate_series(1, 2)");
        LOOKS.user();
        LOOKS.user();

        assertThat(LOOKS.look(0, true)).isEmpty();
        assertThat(LOOKS.read()).as("others are due").isTrue();
        assertThat(LOOKS.look(0, false)).hasSize(1);
        assertThat(LOOKS.read()).isTrue();
        assertThat(LOOKS.read()).isFalse();
        assertThat(LOOKS.look(1, false)).hasSize(2);
        assertThat(LOOKS.look(2, false)).isEmpty();
    }

    @Test
    void whatWasFoundIsDroppedWhenTheRuleChangedSince() {
        LOOKS.user();
        LOOKS.user();
        assertThat(LOOKS.look(0, true)).isEmpty();
        assertThat(LOOKS.read()).isFalse();
        data.sql("UPDATE alert_rules SET filters = '{\"level\":\"fatal\"}'");

        assertThat(LOOKS.look(1, false)).isEmpty();
    }

    @Test
    void aReadThatFailsIsMadeAgainAMinuteLater() {
        LOOKS.user();
        LOOKS.user();
        assertThat(LOOKS.look(0, true)).isEmpty();
        data.sql("ALTER TABLE event_blocks RENAME TO gone");
        assertThatThrownBy(LOOKS::read).isInstanceOf(PgException.class);
        data.sql("ALTER TABLE gone RENAME TO event_blocks");

        assertThat(LOOKS.judged(59, false)).isEmpty();
        assertThat(LOOKS.judged(60, false)).hasSize(1);
    }
}
