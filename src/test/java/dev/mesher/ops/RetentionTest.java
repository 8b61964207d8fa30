package dev.mesher.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.Await;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.StoredData;
import dev.mesher.testing.TestNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration OLD = Duration.ofDays(12);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private UUID other = data.project();

    @BeforeEach
    void oldDays() {
        Await.await(new Partitions(data.database().pool(), Clock.systemUTC()).ensure(today.minusDays(20), today));
        data.sql("UPDATE projects SET retention_days = 10");
        other = data.sql("INSERT INTO projects (org_id, name, slug, retention_days)"
                        + " SELECT org_id, 'Other', 'other', 15 FROM projects RETURNING id")
                .iterator()
                .next()
                .getUUID(0);
    }

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void partitionsOlderThanEveryRetentionAreDropped() {
        run(1_000);

        Awaitility.await().until(() -> partition(today.minusDays(16)) == 0);
        for (int day = 16; day <= 20; day++) {
            assertThat(partition(today.minusDays(day))).isZero();
        }
        looksGoOn();
        assertThat(partition(today.minusDays(15))).isEqualTo(1);
        assertThat(partition(today.plusDays(7))).isEqualTo(1);
    }

    @Test
    void aShorterRetentionIsKeptInBatchesAndTheCountsStayRight() {
        UUID mine = data.issue("Mine", Duration.ZERO);
        UUID gone = data.issue("Gone", OLD);
        UUID discarded = data.issue("Discarded", OLD);
        data.sql("UPDATE issues SET status = 'discarded' WHERE id = $1", discarded);
        UUID theirs = data.issue("Theirs", OLD);
        for (int i = 0; i < 25; i++) {
            data.event(mine, OLD.plusMinutes(i), new JsonObject().put("level", i % 2 == 0 ? "error" : "info"));
            data.event(gone, OLD.plusHours(i), new JsonObject());
            data.event(theirs, OLD, new JsonObject());
        }
        data.event(mine, Duration.ofDays(3), new JsonObject());
        moveToOther(theirs);

        RetentionVerticle retention = retention(4);
        int steps = 0;
        while (Await.await(retention.step())) {
            steps++;
        }

        assertThat(steps).isGreaterThan(10);
        assertThat(data.number(
                        "SELECT count(*) FROM project_hours WHERE project_id = $1 AND hour < now() - interval '11 days'",
                        data.project()))
                .isZero();
        assertThat(data.events(mine)).isEqualTo(1);
        assertThat(data.events(gone)).isZero();
        assertThat(data.events(theirs)).isEqualTo(25);
        assertThat(data.status(gone)).isEqualTo("deleted");
        assertThat(data.status(mine)).isEqualTo("unresolved");
        assertThat(data.status(theirs)).isEqualTo("unresolved");
        assertThat(data.status(discarded)).isEqualTo("discarded");
        assertThat(data.number("SELECT count(*) FROM issue_fingerprints WHERE issue_id = $1", gone))
                .isZero();
        assertThat(data.number("SELECT event_count FROM issues WHERE id = $1", mine))
                .as("a count of the issue's whole life")
                .isEqualTo(26);
        assertThat(data.number("SELECT count(*) FROM issue_hours WHERE issue_id = $1", mine))
                .isEqualTo(1);
        StoredCounts.assertHoursConsistent(data.seen());
    }

    @Test
    void aBatchIsBoundedAndLeavesTheCountsRight() {
        UUID mine = data.issue("Mine", Duration.ZERO);
        for (int i = 0; i < 9; i++) {
            data.event(mine, OLD, new JsonObject());
        }
        RetentionVerticle retention = retention(4);
        long before = 9;
        for (int step = 0; step < 3; step++) {
            dropOldPartitions();
            assertThat(Await.await(retention.step())).isTrue();
            assertThat(before - data.events(mine)).isBetween(1L, 4L);
            before = data.events(mine);
            StoredCounts.assertHoursConsistent(data.seen());
        }
        assertThat(before).isZero();
    }

    @Test
    void aPartitionInUseIsDroppedLaterAndNobodyWaits() {
        PgConnection reader = Await.await(data.database().connect());
        Await.await(reader.query("BEGIN").execute());
        Await.await(reader.query("SELECT count(*) FROM events").execute());
        run(1_000);
        looksGoOn();
        UUID issue = data.issue("Meanwhile", Duration.ZERO);
        data.event(issue, Duration.ZERO, new JsonObject());
        assertThat(partition(today.minusDays(20))).isEqualTo(1);

        Await.await(reader.query("COMMIT").execute());

        Awaitility.await().until(() -> partition(today.minusDays(16)) == 0);
        Await.await(reader.close());
    }

    @Test
    void ingestGoesOnMeanwhile(@TempDir Path directory) {
        try (TestNode node = TestNode.start(directory)) {
            node.sql("UPDATE projects SET retention_days = 1");
            Await.await(new Partitions(node.database().database().pool(), Clock.systemUTC())
                    .ensure(today.minusDays(30), today));
            AuthorityVerticle authority = authority(node.database().database(), "z", LeaseTimes.DEFAULT);
            node.sql("UPDATE authority SET holder = NULL, holder_process = NULL, lease_until = '-infinity'");
            Await.await(node.vertx().deployVerticle(authority));
            assertThat(authority.authority().standing().held()).isTrue();
            Await.await(node.vertx().deployVerticle(new RetentionVerticle(authority.authority(), PAUSE)));
            EventClient client = node.client();
            int sent = 0;
            while (node.number("SELECT count(*) FROM pg_class WHERE relname = $1", name(today.minusDays(2))) > 0) {
                assertThat(client.event("during " + sent % 3).status()).isEqualTo(202);
                sent++;
            }

            assertThat(sent).isPositive();
            assertThat(node.number("SELECT count(*) FROM events")).isEqualTo(sent);
        }
    }

    @Test
    void afterAWeekAsleepPartitionsAreAheadAgain() {
        MovedClock clock = new MovedClock();
        HousekeepingVerticle housekeeping = new HousekeepingVerticle(
                data.database().pool(), new Partitions(data.database().pool(), clock), clock, 10);
        Await.await(vertx.deployVerticle(housekeeping));

        clock.now = clock.now.plus(Duration.ofDays(40));

        Awaitility.await().until(() -> partition(today.plusDays(47)) == 1);
        assertThat(partition(today.plusDays(39))).isEqualTo(1);
    }

    private void run(int batch) {
        Await.await(vertx.deployVerticle(retention(batch)));
    }

    private RetentionVerticle retention(int batch) {
        AuthorityVerticle authority = authority(data.database(), "a", LeaseTimes.DEFAULT);
        Await.await(vertx.deployVerticle(authority));
        return new RetentionVerticle(authority.authority(), PAUSE, batch);
    }

    private static AuthorityVerticle authority(Database database, String name, LeaseTimes lease) {
        return new AuthorityVerticle(
                database.pool(), new Continuity(name, ContinuityRole.PRIMARY, 0), lease, new Diagnostics());
    }

    /** What {@code data} stored for the seeded project becomes the other's. */
    private void moveToOther(UUID issue) {
        for (String table : List.of("issues", "issue_fingerprints", "events")) {
            data.sql(
                    "UPDATE " + table + " SET project_id = $2 WHERE " + (table.equals("issues") ? "id" : "issue_id")
                            + " = $1",
                    issue,
                    other);
        }
        data.sql("DELETE FROM project_hours");
        data.sql(
                "INSERT INTO project_hours SELECT project_id, date_trunc('hour', received_at, 'UTC'), level, 3, count(*)"
                        + " FROM events GROUP BY 1, 2, 3");
    }

    private void dropOldPartitions() {
        for (int day = 16; day <= 20; day++) {
            data.sql("DROP TABLE IF EXISTS " + name(today.minusDays(day)));
        }
    }

    private void looksGoOn() {
        String query = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()";
        long before = data.number(query);
        Awaitility.await().until(() -> data.number(query) > before + 20);
    }

    private long partition(LocalDate day) {
        return data.number("SELECT count(*) FROM pg_class WHERE relname = $1", name(day));
    }

    private static String name(LocalDate day) {
        return "events_p" + day.toString().replace("-", "");
    }

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
