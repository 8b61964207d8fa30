package dev.mesher.ops;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adding up the counts of hours that are over. */
final class ClosedHourTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int SLOTS = 8;
    private static final int HOURS = 5;
    private static final List<String> LEVELS = List.of("error", "info");
    private static final int CLOSED_ROWS = SLOTS * HOURS * LEVELS.size();

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);

    /** Five closed hours from two hours ago back, and the running hour, each counted by eight writers. */
    @BeforeEach
    void count() {
        LEVELS.forEach(level -> data.sql(
                """
                INSERT INTO project_hours
                SELECT $1, date_trunc('hour', now() - h * interval '1 hour', 'UTC'), $2, slot, 100 * h + slot
                FROM generate_series(0, $3::integer - 1) slot, unnest(ARRAY[0, 2, 3, 4, 5, 6]) h""",
                data.project(),
                level,
                SLOTS));
    }

    @AfterEach
    void stop() {
        data.close();
        await(vertx.close());
    }

    @Test
    void closedHoursKeepTheirCountsInOneRowForEachLevel() {
        List<String> before = counts();
        ClosedHourVerticle duty = duty(NEVER, 7);

        int steps = 0;
        while (await(duty.step())) {
            steps++;
            assertThat(counts()).as("after step %s", steps).isEqualTo(before);
        }

        assertThat(steps).isEqualTo(CLOSED_ROWS / 7);
        assertThat(rows("hour < now() - interval '90 minutes'")).isEqualTo((long) HOURS * LEVELS.size());
        assertThat(rows("hour > now() - interval '90 minutes'")).as("running").isEqualTo((long) SLOTS * LEVELS.size());
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void anHourIsLeftToItsWritersForFiveMinutes() {
        data.sql("DELETE FROM project_hours");
        data.sql(
                "INSERT INTO project_hours VALUES ($1, date_trunc('hour', now() - interval '5 minutes', 'UTC'), 'error', 3, 1)",
                data.project());

        assertThat(await(duty(NEVER, 1).step())).isFalse();
        assertThat(rows("slot = 3")).isOne();
    }

    @Test
    void eventsThatArriveLateAreAddedUpLater() {
        ClosedHourVerticle duty = duty(NEVER, 1_000);
        assertThat(await(duty.step())).isFalse();
        List<String> before = counts();

        data.event(data.issue("late", Duration.ofHours(3)), Duration.ofHours(3), new JsonObject());
        List<String> late = counts();
        assertThat(late).isNotEqualTo(before);
        assertThat(rows("slot >= 0 AND hour < now() - interval '90 minutes'")).isOne();

        assertThat(await(duty.step())).isFalse();
        assertThat(rows("slot >= 0 AND hour < now() - interval '90 minutes'")).isZero();
        assertThat(counts()).isEqualTo(late);
    }

    @Test
    void whatIsKilledBeforeItsCommitChangesNothing() {
        List<String> before = counts();
        PgConnection killed = await(data.database().connect());
        await(killed.query("BEGIN").execute());
        assertThat(await(ClosedHourStore.fold(killed, 9))).isEqualTo(9);
        await(killed.close());

        Awaitility.await().untilAsserted(() -> assertThat(rows("slot >= 0"))
                .isEqualTo((long) CLOSED_ROWS + (long) SLOTS * LEVELS.size()));
        assertThat(counts()).isEqualTo(before);
        ClosedHourVerticle next = duty(NEVER, CLOSED_ROWS);
        assertThat(await(next.step())).isTrue();
        assertThat(counts()).isEqualTo(before);
    }

    /** A writer that has the row waits for nothing and is waited for by nobody; one that comes meanwhile counts again. */
    @Test
    void writersOfTheSameRowLoseNoCount() {
        String late =
                """
                INSERT INTO project_hours AS h VALUES
                    ('%s', date_trunc('hour', now() - interval '4 hours', 'UTC'), 'error', 3, 1000)
                ON CONFLICT (project_id, hour, level, slot) DO UPDATE SET event_count = h.event_count + 1000"""
                        .formatted(data.project());
        long before = total();
        PgConnection first = await(data.database().connect());
        PgConnection second = await(data.database().connect());
        await(first.query("BEGIN").execute());
        await(first.query(late).execute());

        assertThat(await(duty(NEVER, 1_000).step())).isFalse();
        assertThat(rows("slot >= 0 AND hour < now() - interval '90 minutes'"))
                .as("the row that a writer has")
                .isOne();
        await(first.query("COMMIT").execute());
        await(first.query("BEGIN").execute());
        assertThat(await(ClosedHourStore.fold(first, 1_000))).isEqualTo(1);
        Future<RowSet<Row>> waiting = second.query(late).execute();
        Awaitility.await()
                .until(() -> data.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database()")
                        == 1);
        await(first.query("COMMIT").execute());
        await(waiting);

        assertThat(total()).isEqualTo(before + 2_000);
        assertThat(rows("slot = 3 AND hour < now() - interval '90 minutes'")).isOne();
        await(first.close());
        await(second.close());
    }

    @Test
    void theDutyRunsByItself() {
        await(vertx.deployVerticle(duty(Duration.ofMillis(10), 4)));

        Awaitility.await().until(() -> rows("slot >= 0") == (long) SLOTS * LEVELS.size());
    }

    /** What is over is found by its index, so that years of counts cost nothing. */
    @Test
    void onlyRowsOfWritersAreRead() throws Exception {
        assertThat(data.plan(ClosedHourStore.FOLD, Tuple.of(data.time(NEVER), 10, (short) -1)))
                .contains("Index Scan using project_hours_of_writers", "Tid Scan")
                .doesNotContain("Seq Scan on project_hours");
    }

    private ClosedHourVerticle duty(Duration pause, int batch) {
        AuthorityVerticle authority = new AuthorityVerticle(
                data.database().pool(),
                new Continuity("a", ContinuityRole.PRIMARY, 0),
                LeaseTimes.DEFAULT,
                new Diagnostics());
        await(vertx.deployVerticle(authority));
        return new ClosedHourVerticle(authority.authority(), pause, batch);
    }

    /** The events of each hour and level. */
    private List<String> counts() {
        List<String> counts = new ArrayList<>();
        data.sql(
                        "SELECT hour, level, sum(event_count)::bigint AS events FROM project_hours GROUP BY 1, 2 ORDER BY 1, 2")
                .forEach(row -> counts.add(
                        row.getOffsetDateTime("hour") + " " + row.getString("level") + " " + row.getLong("events")));
        return counts;
    }

    private long total() {
        return data.number("SELECT sum(event_count)::bigint FROM project_hours");
    }

    private long rows(String where) {
        return data.number("SELECT count(*) FROM project_hours WHERE " + where);
    }
}
