package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * How the statements of the hot path are planned where PostgreSQL believes that the tables are empty, as after a quiet night:
 * a writer keeps its plan while they fill.
 */
final class EventPlansTest {
    private static final Pattern TABLE =
            Pattern.compile("Scan.* on (issues|issue_fingerprints|issue_users|event_ids|events)[_ ]");

    @Test
    void storingLooksEachRowUp() {
        assertThat(tablesReadWhole(EventStore.STORE, 18, "issue_fingerprints", "issues", "event_ids", "issue_users"))
                .isEmpty();
    }

    @Test
    void storingOfKnownIssuesLooksEachRowUp() {
        assertThat(tablesReadWhole(
                        EventStore.STORE_KNOWN, 21, "issue_fingerprints", "issues", "event_ids", "issue_users"))
                .isEmpty();
    }

    @Test
    void openingIssuesLooksEachRowUp() {
        assertThat(tablesReadWhole(EventStore.OPEN_ISSUES, 10, "issue_fingerprints", "issues"))
                .isEmpty();
    }

    @Test
    void whatIsStoredAlreadyIsLookedUpByRow() {
        assertThat(tablesReadWhole(EventStore.STORED_ALREADY, 2, "events")).isEmpty();
        assertThat(tablesReadWhole(EventStore.FIRST_SENT, 3, "event_ids")).isEmpty();
    }

    /** The lines of the plan that read a table without a condition on its index. */
    private static List<String> tablesReadWhole(String statement, int parameters, String... looksAt) {
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase())) {
            await(new Partitions(database.database().pool(), Clock.systemUTC()).ensureAhead());
            PgConnection connection = await(database.database().connect());
            await(connection.query("VACUUM (ANALYZE)").execute());
            await(EventStore.prepare(connection));
            await(connection.query("PREPARE hot AS " + statement).execute());
            String nulls = "null" + ", null".repeat(parameters - 1);
            List<String> plan = new ArrayList<>();
            await(connection.query("EXPLAIN EXECUTE hot (" + nulls + ")").execute())
                    .forEach(row -> plan.add(row.getString(0)));
            await(connection.close());
            assertThat(String.join("\n", plan)).contains(looksAt);
            List<String> whole = new ArrayList<>();
            for (int i = 0; i < plan.size(); i++) {
                boolean table = TABLE.matcher(plan.get(i)).find();
                boolean conditioned = i + 1 < plan.size() && plan.get(i + 1).contains("Index Cond");
                if (table && !conditioned) {
                    whole.add(plan.get(i));
                }
            }
            return whole;
        } finally {
            await(vertx.close());
        }
    }
}
