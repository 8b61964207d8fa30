package dev.mesher.sample;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
import dev.mesher.ops.IssueRemovalStore;
import dev.mesher.ops.ProjectRemovalStore;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three faults of the sample, filled two seconds after midnight, and removed again. */
final class SampleRemovalTest {
    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.migratedDatabase();
    private final TestDatabase database = new TestDatabase(vertx, uri);
    private final Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final List<Fault> few = SamplePlatform.faults().stream()
            .filter(fault -> fault.spike() > 200
                    || fault.back() != null
                    || fault.followUp().containsKey("feedback"))
            .toList();

    @AfterEach
    void close() {
        database.close();
        await(vertx.close());
    }

    @Test
    void aFillJustAfterMidnightIsWholeOnceAndGoesWithItsProject() throws Exception {
        assertThat(few).hasSize(3);
        Map<String, Long> before = rows();
        SampleProject sample = new SampleProject(vertx, new PostgresUri(uri), () -> few);
        SampleProject.Sample filled = sample.fill(midnight.plusSeconds(2));

        OffsetDateTime day = midnight.atOffset(ZoneOffset.UTC);
        StoredCounts.assertConsistent(database, filled.events());
        StoredCounts.assertHoursConsistent(database);
        assertThat(database.number(
                        "SELECT count(*) FROM events WHERE received_at > $1::timestamptz + interval '2 seconds'", day))
                .isZero();
        assertThat(database.number("SELECT max(hour_count) FROM issues WHERE hour = $1", day))
                .isBetween(214L, 220L);
        assertThat(database.number("SELECT count(*) FROM events WHERE received_at < $1", day))
                .isGreaterThan(300);
        assertThat(database.number("SELECT count(DISTINCT id) FROM event_blocks, unnest(ids) id"))
                .isEqualTo(filled.events());

        Map<String, Long> full = rows();
        assertThat(sample.fill(midnight.plusSeconds(5)))
                .isEqualTo(new SampleProject.Sample(filled.number(), filled.key(), false, 0, 0));
        assertThat(rows()).isEqualTo(full);

        database.sql("UPDATE projects SET deleted_at = now(), slug = id::text WHERE slug = 'sample'");
        ProjectRemovalStore projects =
                new ProjectRemovalStore(database.database().pool());
        IssueRemovalStore issues = new IssueRemovalStore(database.database().pool(), 1_000);
        boolean more = true;
        while (more) {
            more = await(projects.removeBatch());
            more |= await(issues.removeBatch());
        }

        // The row of a deleted project stays, and people are the organisation's.
        before.merge("projects", 1L, Long::sum);
        before.merge("users", 2L, Long::sum);
        before.merge("org_memberships", 2L, Long::sum);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void noEventIsLaterThanTheFillAtTheVeryBeginningOfAnHour() {
        for (Fault fault : SamplePlatform.faults()) {
            List<Instant> times = FaultTimes.of(fault, midnight, new Random(1));
            assertThat(times).isNotEmpty().allMatch(time -> !time.isAfter(midnight));
            assertThat(times.stream().filter(midnight::equals).count()).isGreaterThanOrEqualTo(fault.spike());
        }
    }

    /** The rows of each table but those of the migrations. */
    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        database.sql("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition")
                .forEach(table ->
                        rows.put(table.getString(0), database.number("SELECT count(*) FROM " + table.getString(0))));
        return rows;
    }
}
