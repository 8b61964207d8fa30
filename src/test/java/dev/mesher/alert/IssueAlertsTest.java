package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.Addresses;
import dev.mesher.event.AlertRaised;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Alerts of issues that are new or come again, whoever wrote the rows. */
final class IssueAlertsTest {
    @AutoClose
    private final AlertingNodes nodes = new AlertingNodes();

    private final StoredData data = nodes.data();

    @Test
    void aNewIssueFiresOnceOnTwoNodesAndIsAnnounced() {
        UUID rule = nodes.rule("new_issue", 0);
        Queue<AlertRaised> announced = new ConcurrentLinkedQueue<>();
        Await.await(nodes.bus()
                .<AlertRaised>subscribe(Addresses.ALERT_RAISED, announced::add)
                .completion());
        UUID unused = RuleRows.channel(data, rule);
        Queue<Integer> queued = new ConcurrentLinkedQueue<>();
        Await.await(nodes.bus()
                .<Integer>subscribe(Addresses.MESSAGES_QUEUED, queued::add)
                .completion());
        nodes.start("a");
        nodes.start("b");

        UUID issue = data.issue("Boom", Duration.ZERO);

        nodes.assertAlerts(rule, 1);
        nodes.looksGoOn();
        nodes.assertAlerts(rule, 1);
        assertThat(announced).singleElement().satisfies(alert -> {
            assertThat(alert.projectId()).isEqualTo(data.project());
            assertThat(alert.ruleName()).isEqualTo("rule new_issue");
            assertThat(new JsonObject(alert.condition()))
                    .isEqualTo(
                            new JsonObject().put("condition_type", "new_issue").put("own", 1));
            assertThat(alert.message()).isEqualTo("New issue: Boom");
        });
        assertThat(nodes.issue(rule)).isEqualTo(issue);
        assertThat(queued).containsExactly(1);
    }

    @Test
    void whatWasCommittedBeforeItsNodeDiedIsEvaluatedByTheNext() {
        UUID rule = nodes.rule("new_issue", 0);
        data.issue("Boom", Duration.ofHours(3));
        data.issue("Bang", Duration.ofHours(3));

        nodes.start("a");

        nodes.assertAlerts(rule, 2);
    }

    @Test
    void anIssueThatCommitsLateIsNotMissed() {
        UUID rule = nodes.rule("new_issue", 0);
        nodes.start("a");
        PgConnection writer = Await.await(data.database().connect());
        Await.await(writer.query("BEGIN").execute());
        Await.await(
                writer.preparedQuery("INSERT INTO issues (project_id, fingerprint, title) VALUES ($1, 'slow', 'Slow')")
                        .execute(Tuple.of(data.project())));
        data.issue("Quick", Duration.ZERO);
        nodes.assertAlerts(rule, 1);
        nodes.looksGoOn();

        Await.await(writer.query("COMMIT").execute());

        nodes.assertAlerts(rule, 2);
        Await.await(writer.close());
    }

    @Test
    void aRegressionFires() {
        UUID rule = nodes.rule("regression", 60);
        UUID issue = data.issue("Boom", Duration.ZERO);
        nodes.start("a");

        data.sql("UPDATE issues SET status = 'unresolved', regressed_at = now() WHERE id = $1", issue);

        nodes.assertAlerts(rule, 1);
        assertThat(nodes.message(rule)).isEqualTo("Regression: Boom");
        assertThat(nodes.issue(rule)).isEqualTo(issue);
    }
}
