package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.Addresses;
import dev.mesher.event.ActivityAdded;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Alerts of an issue that has far more events than it used to, and what they do to an archived one. */
final class SpikeAlertsTest {
    @AutoClose
    private final AlertingNodes nodes = new AlertingNodes();

    private final StoredData data = nodes.data();

    @Test
    void aSpikeIsOverTenEventsAndTenTimesTheAverage() {
        UUID rule = nodes.rule("spike", 60);
        UUID usual = data.issue("Usual", Duration.ZERO);
        UUID spiking = data.issue("Spiking", Duration.ZERO);
        average(usual, 2);
        average(spiking, 1);
        nodes.start("a");
        nodes.settle();

        nodes.events(usual, 20);
        nodes.events(spiking, 10);
        nodes.looksGoOn();
        nodes.assertAlerts(rule, 0);
        nodes.events(spiking, 1);

        nodes.assertAlerts(rule, 1);
        assertThat(nodes.message(rule)).isEqualTo("Spike: Spiking");
        assertThat(nodes.issue(rule)).isEqualTo(spiking);
    }

    @Test
    void aSpikeReopensAnArchivedIssueAndIsAnnounced() {
        Queue<IssueChanged> changes = new ConcurrentLinkedQueue<>();
        Await.await(nodes.bus()
                .<IssueChanged>subscribe(Addresses.ISSUE_CHANGED, changes::add)
                .completion());
        Queue<ActivityAdded> activities = new ConcurrentLinkedQueue<>();
        Await.await(nodes.bus()
                .<ActivityAdded>subscribe(Addresses.ACTIVITY_ADDED, activities::add)
                .completion());
        UUID quiet = data.issue("Quiet", Duration.ZERO);
        UUID spiking = data.issue("Spiking", Duration.ZERO);
        data.sql("UPDATE issues SET status = 'archived'");
        average(quiet, 2);
        nodes.start("a");

        nodes.events(quiet, 20);
        nodes.events(spiking, 10);
        nodes.causesAreUsedUp();
        assertThat(data.status(spiking)).isEqualTo("archived");
        nodes.events(spiking, 1);

        Awaitility.await().until(() -> data.status(spiking).equals("unresolved"));
        nodes.causesAreUsedUp();
        assertThat(data.status(quiet)).isEqualTo("archived");
        Awaitility.await().until(() -> !changes.isEmpty());
        assertThat(changes).containsExactly(new IssueChanged(data.project(), spiking, IssueAction.UNRESOLVED));
        Awaitility.await().until(() -> !activities.isEmpty());
        assertThat(activities).singleElement().satisfies(activity -> {
            assertThat(activity.issueId()).isEqualTo(spiking);
            JsonObject entry = new JsonObject(activity.json());
            assertThat(entry.getString("kind")).isEqualTo("spiked");
            assertThat(entry.getValue("user")).isNull();
        });
        assertThat(data.number("SELECT count(*) FROM activities WHERE issue_id = $1 AND kind = 'spiked'", spiking))
                .isEqualTo(1);
    }

    @Test
    void anIssueThatIsNotArchivedLeavesNoNote() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        nodes.events(issue, 3);

        assertThat(data.number("SELECT count(*) FROM alert_causes")).isZero();
    }

    private void average(UUID issue, int eventsAnHour) {
        data.sql(
                "INSERT INTO issue_hours (issue_id, hour, event_count) VALUES"
                        + " ($1, date_trunc('hour', now(), 'UTC') - interval '100 hours', $2::integer * 168)",
                issue,
                eventsAnHour);
    }
}
