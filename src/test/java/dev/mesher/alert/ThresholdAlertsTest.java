package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Alerts of so many events in a window, also when they are stored long after. */
final class ThresholdAlertsTest {
    @AutoClose
    private final AlertingNodes nodes = new AlertingNodes();

    private final StoredData data = nodes.data();

    @Test
    void aThresholdCountsTheWholeProjectWithinItsWindow() {
        UUID rule = nodes.threshold(5, 10);
        UUID one = data.issue("One", Duration.ZERO);
        UUID two = data.issue("Two", Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            data.event(one, Duration.ofMinutes(20), new JsonObject());
        }
        nodes.start("a");
        nodes.progressIsKept();
        nodes.settle();
        for (int i = 0; i < 4; i++) {
            data.event(i % 2 == 0 ? one : two, Duration.ofMinutes(i), new JsonObject());
        }
        nodes.looksGoOn();
        nodes.assertAlerts(rule, 0);

        data.event(two, Duration.ZERO, new JsonObject());

        nodes.assertAlerts(rule, 1);
        assertThat(nodes.message(rule)).isEqualTo("5 events or more within 10 minutes");
    }

    @Test
    void aDenseWindowThatIsStoredLongAfterIsNotMissed() {
        UUID rule = nodes.threshold(5, 10);
        UUID sparse = nodes.threshold(9, 10);
        data.sql("UPDATE alert_rules SET created_at = now() - interval '1 day'");
        UUID issue = data.issue("Boom", Duration.ZERO);
        nodes.start("a");
        nodes.settle();

        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5).plusMinutes(i), new JsonObject());
        }

        nodes.assertAlerts(rule, 1);
        nodes.looksGoOn();
        nodes.assertAlerts(sparse, 0);
    }

    @Test
    void aWindowThatFiredDoesNotFireAgainWhenMoreComesLate() {
        UUID rule = nodes.threshold(5, 10);
        data.sql("UPDATE alert_rules SET created_at = now() - interval '1 day'");
        UUID issue = data.issue("Boom", Duration.ZERO);
        nodes.start("a");
        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5), new JsonObject());
        }
        nodes.assertAlerts(rule, 1);
        data.sql("UPDATE alert_rules SET last_fired_at = now() - interval '61 minutes'");

        data.event(issue, Duration.ofHours(5), new JsonObject());
        nodes.looksGoOn();

        nodes.assertAlerts(rule, 1);
    }

    @Test
    void aRuleWithANewConditionIsSilentAboutWhatWasBefore() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5), new JsonObject());
        }
        UUID rule = nodes.threshold(5, 10);
        data.sql("UPDATE alert_rules SET created_at = now() - interval '1 day', condition_since = now()");
        nodes.start("a");

        data.event(issue, Duration.ofHours(5), new JsonObject());
        nodes.progressIsKept();
        nodes.looksGoOn();

        nodes.assertAlerts(rule, 0);
    }

    @Test
    void aNewRuleIsSilentAboutWhatWasBefore() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5), new JsonObject());
        }
        nodes.start("a");
        UUID rule = nodes.threshold(5, 10);

        data.event(issue, Duration.ofHours(5), new JsonObject());
        nodes.progressIsKept();
        nodes.looksGoOn();

        nodes.assertAlerts(rule, 0);
    }
}
