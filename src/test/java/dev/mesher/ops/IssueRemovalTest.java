package dev.mesher.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IssueRemovalTest {
    private static final int EVENTS = 9;

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private UUID deleted;
    private UUID kept;

    @BeforeEach
    void aDeletedIssueBesideAnother() {
        deleted = data.issue("Gone", Duration.ZERO);
        kept = data.issue("Kept", Duration.ZERO);
        for (UUID issue : List.of(deleted, kept)) {
            for (int i = 0; i < EVENTS; i++) {
                data.event(
                        issue, Duration.ofHours(i % 4), new JsonObject().put("level", i % 2 == 0 ? "error" : "info"));
                data.sql("INSERT INTO issue_users VALUES ($1, gen_random_uuid())", issue);
            }
            data.sql("INSERT INTO issue_releases VALUES ($1, 'prod', '1.0')", issue);
            data.sql(
                    "INSERT INTO activities (project_id, issue_id, kind) SELECT $1, $2, 'comment' FROM generate_series(1, 3)",
                    data.project(),
                    issue);
        }
        data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", deleted);
    }

    @AfterEach
    void stop() throws Exception {
        data.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void everythingGoesInBoundedBatchesAndTheSumsStayRight() throws Exception {
        IssueRemovalStore removal = new IssueRemovalStore(data.database().pool(), 2);
        String activities = "SELECT count(*) FROM activities WHERE issue_id = $1";
        long before = data.events(deleted);
        long activitiesBefore = data.number(activities, deleted);
        int batches = 0;
        while (removal.removeBatch().await(10, TimeUnit.SECONDS)) {
            batches++;
            assertThat(before - data.events(deleted)).isBetween(0L, 2L);
            before = data.events(deleted);
            assertThat(activitiesBefore - data.number(activities, deleted)).isBetween(0L, 2L);
            activitiesBefore = data.number(activities, deleted);
            StoredCounts.assertHoursConsistent(data.seen());
        }

        assertThat(batches).isGreaterThanOrEqualTo(5);
        gone();
    }

    @Test
    void oneBatchIsEnoughForASmallIssue() throws Exception {
        IssueRemovalStore removal = new IssueRemovalStore(data.database().pool(), 1_000);

        assertThat(removal.removeBatch().await(10, TimeUnit.SECONDS)).isTrue();
        gone();
        assertThat(removal.removeBatch().await(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aNodeLeavesTheIssueThatAnotherHasInHand() throws Exception {
        PgConnection other = data.database().connect().await(10, TimeUnit.SECONDS);
        other.query("BEGIN").execute().await(10, TimeUnit.SECONDS);
        other.preparedQuery("SELECT 1 FROM issues WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(deleted))
                .await(10, TimeUnit.SECONDS);

        IssueRemovalStore removal = new IssueRemovalStore(data.database().pool(), 1_000);
        assertThat(removal.removeBatch().await(10, TimeUnit.SECONDS)).isFalse();
        assertThat(data.events(deleted)).isEqualTo(EVENTS);

        other.query("ROLLBACK").execute().await(10, TimeUnit.SECONDS);
        assertThat(removal.removeBatch().await(10, TimeUnit.SECONDS)).isTrue();
        other.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void itWaitsForNoWriterOfTheRunningHour() throws Exception {
        PgConnection writer = data.database().connect().await(10, TimeUnit.SECONDS);
        writer.query("BEGIN").execute().await(10, TimeUnit.SECONDS);
        writer.query("UPDATE project_hours SET event_count = event_count + 1")
                .execute()
                .await(10, TimeUnit.SECONDS);

        IssueRemovalStore removal = new IssueRemovalStore(data.database().pool(), 1_000);
        assertThat(removal.removeBatch().await(10, TimeUnit.SECONDS)).isTrue();

        writer.query("ROLLBACK").execute().await(10, TimeUnit.SECONDS);
        writer.close().await(10, TimeUnit.SECONDS);
        gone();
    }

    @Test
    void severalNodesClearSeveralIssuesTogether() throws Exception {
        for (int i = 0; i < 5; i++) {
            UUID issue = data.issue("Gone too", Duration.ZERO);
            for (int event = 0; event < 3; event++) {
                data.event(issue, Duration.ZERO, new JsonObject());
            }
            data.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);
        }
        for (int node = 0; node < 3; node++) {
            String unused = vertx.deployVerticle(new IssueRemovalVerticle(data.database(), Duration.ofMillis(5)))
                    .await(10, TimeUnit.SECONDS);
        }

        Awaitility.await().until(() -> data.number("SELECT count(*) FROM issues WHERE status = 'deleted'") == 0);
        gone();
    }

    private void gone() {
        for (String table :
                List.of("events", "issue_users", "issue_releases", "issue_hours", "issue_fingerprints", "activities")) {
            assertThat(data.number("SELECT count(*) FROM " + table + " WHERE issue_id = $1", deleted))
                    .as(table)
                    .isZero();
            assertThat(data.number("SELECT count(*) FROM " + table + " WHERE issue_id = $1", kept))
                    .as(table)
                    .isPositive();
        }
        assertThat(data.number("SELECT count(*) FROM issues WHERE id = $1", deleted))
                .isZero();
        assertThat(data.events(kept)).isEqualTo(EVENTS);
        StoredCounts.assertHoursConsistent(data.seen());
    }
}
