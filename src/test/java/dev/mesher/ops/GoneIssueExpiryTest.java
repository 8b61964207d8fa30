package dev.mesher.ops;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long it is remembered which issues are gone. */
final class GoneIssueExpiryTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    @AfterEach
    void close() {
        database.close();
        await(vertx.close());
    }

    @Test
    void goneIssuesAreForgottenADayAfterTheLastCursorThatReachesThem() {
        database.sql(
                """
                INSERT INTO gone_issues (issue_id, project_id, gone_at)
                SELECT gen_random_uuid(), $1, now() - interval '31 days 1 minute' FROM generate_series(1, 5001)
                UNION ALL
                SELECT gen_random_uuid(), $1, now() - interval '30 days 23 hours'""",
                database.project());
        HousekeepingVerticle housekeeping = new HousekeepingVerticle(
                database.database().pool(),
                new Partitions(database.database().pool(), Clock.systemUTC()),
                Clock.systemUTC());

        await(housekeeping.expireGoneIssues());

        assertThat(database.number("SELECT count(*) FROM gone_issues")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM gone_issues WHERE gone_at > now() - interval '31 days'"))
                .isEqualTo(1);
    }
}
