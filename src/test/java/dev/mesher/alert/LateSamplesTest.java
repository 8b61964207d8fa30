package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that are judged by reading events, when events are stored long after they came. */
final class LateSamplesTest {
    @AutoClose
    private static final SampledLooks LOOKS = new SampledLooks();

    private final StoredData data = LOOKS.data();

    @BeforeEach
    void aRuleOfTwoUsers() {
        LOOKS.clear();
    }

    @Test
    void eventsThatAreStoredLateFireByAWindowOfThePast() {
        LOOKS.theIndexIsPastAll();
        Duration ago = Duration.ofHours(5);
        LOOKS.user(ago);
        assertThat(LOOKS.late(0)).isEmpty();
        LOOKS.user(ago.minusMinutes(20));
        assertThat(LOOKS.late(60)).as("not within five minutes").isEmpty();
        LOOKS.user(ago.minusMinutes(1));

        assertThat(LOOKS.late(120)).singleElement().satisfies(firing -> {
            assertThat(firing.message()).isEqualTo("2 users or more within 5 minutes");
            assertThat(firing.acceptedAt()).isNull();
        });
    }

    @Test
    void eventsThatAreStoredLateAreComparedWithTheFilters() {
        data.sql("UPDATE alert_rules SET filters = '{\"environment\":\"production\"}', condition_json ="
                + " '{\"condition_type\":\"threshold\",\"threshold\":2,\"window_minutes\":5}'");
        LOOKS.theIndexIsPastAll();
        Duration ago = Duration.ofHours(5);
        for (String environment : List.of("production", "staging")) {
            UUID unused = data.event(LOOKS.issue(), ago, new JsonObject().put("environment", environment));
        }
        assertThat(LOOKS.late(0)).isEmpty();
        UUID unused = data.event(LOOKS.issue(), ago, new JsonObject().put("environment", "production"));

        assertThat(LOOKS.late(60)).hasSize(1);
    }

    @Test
    void aWindowFromBeforeTheRuleLastFiredIsLeftOut() {
        LOOKS.theIndexIsPastAll();
        data.sql("UPDATE alert_rules SET last_fired_at = now() - interval '61 minutes'");
        LOOKS.user(Duration.ofHours(5));
        LOOKS.user(Duration.ofHours(5));

        assertThat(LOOKS.late(0)).isEmpty();
    }

    @Test
    void whatIsLateStaysSoWhileTheRuleWaits() {
        LOOKS.theIndexIsPastAll();
        assertThat(LOOKS.judged(0, true)).isEmpty();
        LOOKS.user(Duration.ofHours(5));
        LOOKS.user(Duration.ofHours(5));
        assertThat(LOOKS.look(1, List.of(LOOKS.change(1)))).isEmpty();
        assertThat(LOOKS.look(1, LOOKS.lateChange(1))).isEmpty();
        assertThat(LOOKS.look(2, List.of(LOOKS.change(2)))).isEmpty();

        assertThat(LOOKS.judged(60, false)).hasSize(1);
    }
}
