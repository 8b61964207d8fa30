package dev.mesher.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.Addresses;
import dev.mesher.bus.LocalBus;
import dev.mesher.cluster.AuthorityVerticle;
import dev.mesher.cluster.Diagnostics;
import dev.mesher.cluster.Lease;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.event.AlertRaised;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows in the database lead to, whoever wrote them. */
final class AlertsTest {
    private static final Lease LEASE = new Lease(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(70);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final LocalBus bus = LocalBus.create(vertx);
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final Queue<AlertRaised> announced = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void aNewIssueFiresOnceOnTwoNodesAndIsAnnounced() {
        UUID rule = rule("new_issue", 0);
        Await.await(bus.<AlertRaised>subscribe(Addresses.ALERT_RAISED, announced::add)
                .completion());
        node("a");
        node("b");

        data.issue("Boom", Duration.ZERO);

        alerts(rule, 1);
        looksGoOn();
        alerts(rule, 1);
        assertThat(announced).singleElement().satisfies(alert -> {
            assertThat(alert.projectId()).isEqualTo(data.project());
            assertThat(alert.ruleName()).isEqualTo("rule new_issue");
            assertThat(new JsonObject(alert.condition()))
                    .isEqualTo(
                            new JsonObject().put("condition_type", "new_issue").put("own", 1));
            assertThat(alert.message()).isEqualTo("New issue: Boom");
        });
    }

    @Test
    void whatWasCommittedBeforeItsNodeDiedIsEvaluatedByTheNext() {
        UUID rule = rule("new_issue", 0);
        data.issue("Boom", Duration.ofHours(3));
        data.issue("Bang", Duration.ofHours(3));

        node("a");

        alerts(rule, 2);
    }

    @Test
    void anIssueThatCommitsLateIsNotMissed() {
        UUID rule = rule("new_issue", 0);
        node("a");
        PgConnection writer = Await.await(data.database().connect());
        Await.await(writer.query("BEGIN").execute());
        Await.await(
                writer.preparedQuery("INSERT INTO issues (project_id, fingerprint, title) VALUES ($1, 'slow', 'Slow')")
                        .execute(Tuple.of(data.project())));
        data.issue("Quick", Duration.ZERO);
        alerts(rule, 1);
        looksGoOn();

        Await.await(writer.query("COMMIT").execute());

        alerts(rule, 2);
        Await.await(writer.close());
    }

    @Test
    void aRegressionFires() {
        UUID rule = rule("regression", 60);
        UUID issue = data.issue("Boom", Duration.ZERO);
        node("a");

        data.sql("UPDATE issues SET status = 'unresolved', regressed_at = now() WHERE id = $1", issue);

        alerts(rule, 1);
        assertThat(message(rule)).isEqualTo("Regression: Boom");
    }

    @Test
    void aRuleCoolsDown() {
        UUID rule = rule("new_issue", 60);
        node("a");
        data.issue("One", Duration.ZERO);
        alerts(rule, 1);
        data.issue("Two", Duration.ZERO);
        causesAreUsedUp();
        alerts(rule, 1);

        data.sql("UPDATE alert_rules SET last_fired_at = last_fired_at - interval '61 minutes' WHERE id = $1", rule);
        data.issue("Three", Duration.ZERO);

        alerts(rule, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"condition_type\":7}",
                "{\"condition_type\":\"threshold\"}",
                "{\"condition_type\":\"threshold\",\"threshold\":\"x\",\"window_minutes\":1e99}"
            })
    void aBrokenRuleHurtsNobodyElse(String condition) {
        data.sql(
                "INSERT INTO alert_rules (project_id, name, condition_json) VALUES ($1, 'broken', $2::text::jsonb)",
                data.project(),
                condition);
        UUID rule = rule("new_issue", 0);
        UUID counting = threshold(1, 5);
        node("a");

        data.event(data.issue("Boom", Duration.ZERO), Duration.ZERO, new JsonObject());

        alerts(rule, 1);
        alerts(counting, 1);
        assertThat(data.number("SELECT count(*) FROM alerts")).isEqualTo(2);
    }

    @Test
    void aDisabledRuleStaysSilent() {
        UUID off = rule("new_issue", 0);
        data.sql("UPDATE alert_rules SET enabled = false WHERE id = $1", off);
        UUID on = rule("new_issue", 0);
        node("a");

        data.issue("Boom", Duration.ZERO);

        alerts(on, 1);
        alerts(off, 0);
    }

    @Test
    void aThresholdCountsTheWholeProjectWithinItsWindow() {
        UUID rule = threshold(5, 10);
        UUID one = data.issue("One", Duration.ZERO);
        UUID two = data.issue("Two", Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            data.event(one, Duration.ofMinutes(20), new JsonObject());
        }
        node("a");
        progressIsKept();
        settle();
        for (int i = 0; i < 4; i++) {
            data.event(i % 2 == 0 ? one : two, Duration.ofMinutes(i), new JsonObject());
        }
        looksGoOn();
        alerts(rule, 0);

        data.event(two, Duration.ZERO, new JsonObject());

        alerts(rule, 1);
        assertThat(message(rule)).isEqualTo("5 events or more within 10 minutes");
    }

    @Test
    void aDenseWindowThatIsStoredLongAfterIsNotMissed() {
        UUID rule = threshold(5, 10);
        UUID sparse = threshold(9, 10);
        data.sql("UPDATE alert_rules SET created_at = now() - interval '1 day'");
        UUID issue = data.issue("Boom", Duration.ZERO);
        node("a");
        settle();

        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5).plusMinutes(i), new JsonObject());
        }

        alerts(rule, 1);
        looksGoOn();
        alerts(sparse, 0);
    }

    @Test
    void aWindowThatFiredDoesNotFireAgainWhenMoreComesLate() {
        UUID rule = threshold(5, 10);
        data.sql("UPDATE alert_rules SET created_at = now() - interval '1 day'");
        UUID issue = data.issue("Boom", Duration.ZERO);
        node("a");
        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5), new JsonObject());
        }
        alerts(rule, 1);
        data.sql("UPDATE alert_rules SET last_fired_at = now() - interval '61 minutes'");

        data.event(issue, Duration.ofHours(5), new JsonObject());
        looksGoOn();

        alerts(rule, 1);
    }

    @Test
    void aNewRuleIsSilentAboutWhatWasBefore() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            data.event(issue, Duration.ofHours(5), new JsonObject());
        }
        node("a");
        UUID rule = threshold(5, 10);

        data.event(issue, Duration.ofHours(5), new JsonObject());
        progressIsKept();
        looksGoOn();

        alerts(rule, 0);
    }

    @Test
    void aSpikeIsOverTenEventsAndTenTimesTheAverage() {
        UUID rule = rule("spike", 60);
        UUID usual = data.issue("Usual", Duration.ZERO);
        UUID spiking = data.issue("Spiking", Duration.ZERO);
        average(usual, 2);
        average(spiking, 1);
        node("a");
        settle();

        events(usual, 20);
        events(spiking, 10);
        looksGoOn();
        alerts(rule, 0);
        events(spiking, 1);

        alerts(rule, 1);
        assertThat(message(rule)).isEqualTo("Spike: Spiking");
    }

    @Test
    void aSpikeReopensAnArchivedIssueAndIsAnnounced() {
        Queue<IssueChanged> changes = new ConcurrentLinkedQueue<>();
        Await.await(bus.<IssueChanged>subscribe(Addresses.ISSUE_CHANGED, changes::add)
                .completion());
        UUID quiet = data.issue("Quiet", Duration.ZERO);
        UUID spiking = data.issue("Spiking", Duration.ZERO);
        data.sql("UPDATE issues SET status = 'archived'");
        average(quiet, 2);
        node("a");

        events(quiet, 20);
        events(spiking, 10);
        causesAreUsedUp();
        assertThat(status(spiking)).isEqualTo("archived");
        events(spiking, 1);

        Awaitility.await().until(() -> status(spiking).equals("unresolved"));
        causesAreUsedUp();
        assertThat(status(quiet)).isEqualTo("archived");
        Awaitility.await().until(() -> !changes.isEmpty());
        assertThat(changes).containsExactly(new IssueChanged(data.project(), spiking, IssueAction.UNRESOLVED));
    }

    @Test
    void anIssueThatIsNotArchivedLeavesNoNote() {
        UUID issue = data.issue("Boom", Duration.ZERO);
        events(issue, 3);

        assertThat(data.number("SELECT count(*) FROM alert_causes")).isZero();
    }

    private void node(String name) {
        AuthorityVerticle authority = new AuthorityVerticle(
                data.database().pool(), new Continuity(name, ContinuityRole.PRIMARY, 0), LEASE, new Diagnostics());
        Await.await(vertx.deployVerticle(authority));
        Await.await(vertx.deployVerticle(new AlertVerticle(authority.authority(), bus, PAUSE, () -> {
            looks.incrementAndGet();
            return nanoTime.get();
        })));
    }

    private UUID rule(String type, int cooldown) {
        return rule(type, new JsonObject().put("condition_type", type).put("own", 1), cooldown);
    }

    private UUID threshold(int events, int minutes) {
        return rule(
                "threshold",
                new JsonObject()
                        .put("condition_type", "threshold")
                        .put("threshold", events)
                        .put("window_minutes", minutes),
                60);
    }

    private UUID rule(String name, JsonObject condition, int cooldown) {
        return data.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json, cooldown_minutes)"
                                + " VALUES ($1, $2, $3, $4) RETURNING id",
                        data.project(),
                        "rule " + name,
                        condition,
                        cooldown)
                .iterator()
                .next()
                .getUUID(0);
    }

    private void events(UUID issue, int count) {
        data.sql("UPDATE issues SET last_seen = now() WHERE id = $1", issue);
        for (int i = 0; i < count; i++) {
            data.event(issue, Duration.ZERO, new JsonObject());
        }
    }

    private void average(UUID issue, int eventsAnHour) {
        data.sql(
                "INSERT INTO issue_hours (issue_id, hour, event_count) VALUES"
                        + " ($1, date_trunc('hour', now(), 'UTC') - interval '100 hours', $2::integer * 168)",
                issue,
                eventsAnHour);
    }

    /** Long enough that nothing counts as late any more. */
    private void settle() {
        looksGoOn();
        for (int second = 0; second < LATER.toSeconds(); second += 5) {
            long unused = nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
            looksGoOn();
        }
    }

    private void looksGoOn() {
        long now = looks.get();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> looks.get() > now + 2);
    }

    private void progressIsKept() {
        Awaitility.await().until(() -> data.number("SELECT count(*) FROM alert_progress") > 0);
    }

    private void causesAreUsedUp() {
        Awaitility.await().until(() -> data.number("SELECT count(*) FROM alert_causes") == 0);
    }

    private void alerts(UUID rule, long count) {
        String query = "SELECT count(*) FROM alerts WHERE rule_id = $1";
        Awaitility.await().until(() -> data.number(query, rule) >= count);
        assertThat(data.number(query, rule)).isEqualTo(count);
    }

    private String message(UUID rule) {
        return data.sql("SELECT message FROM alerts WHERE rule_id = $1", rule)
                .iterator()
                .next()
                .getString(0);
    }

    private String status(UUID issue) {
        return data.sql("SELECT status FROM issues WHERE id = $1", issue)
                .iterator()
                .next()
                .getString(0);
    }
}
