package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of which some rows, or all for a moment, are not taken by PostgreSQL. */
final class PoisonTest {
    private static final int ROWS = 200;
    private static final int POISON = 137;

    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;
    private PgConnection connection;
    private GroupCommit commit;
    private UUID project;

    @BeforeEach
    void connect() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        Partitions partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        connection = await(database.database().connect());
        await(EventStore.prepare(connection));
        commit = new GroupCommit(partitions, new RollupSlot((short) 1));
        project = database.project();
    }

    @AfterEach
    void close() {
        await(connection.close());
        database.close();
        await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"22000", "23514"})
    void oneRowThatPostgresRefusesCostsOnlyItself(String state) {
        database.onEvent("issue " + POISON, "RAISE EXCEPTION 'poison' USING ERRCODE = '" + state + "';");
        // Half of the issues are there: their rows are committed before the others open theirs.
        await(commit.commit(connection, rows().subList(0, ROWS / 2), false));
        List<EventRow> rows = rows();

        List<RowOutcome> outcomes = await(commit.commit(connection, rows, false));

        for (int i = 0; i < ROWS; i++) {
            RowOutcome outcome = outcomes.get(i);
            if (i == POISON) {
                assertThat(outcome).isInstanceOfSatisfying(RowOutcome.Poison.class, poison -> assertThat(
                                poison.refusal().kind())
                        .isEqualTo(Refusal.Kind.MALFORMED));
            } else {
                assertAccepted(rows.get(i), outcome);
            }
        }
        StoredCounts.assertConsistent(database, ROWS / 2 + ROWS - 1);
    }

    /** The first event of an issue opens it in the same transaction: refused, it must not leave an empty one. */
    @Test
    void aRefusedEventLeavesNoIssueBehind() {
        database.onEvent("lonely poison", "RAISE EXCEPTION 'poison' USING ERRCODE = '22000';");

        await(commit.commit(connection, List.of(Rows.row(project, "lonely poison", null)), false));

        assertThat(database.number("SELECT count(*) FROM issues")).isZero();
        assertThat(database.number("SELECT count(*) FROM issue_fingerprints")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aDeadlockIsTriedAgainAndCountedOnce(String state) {
        database.onEvent(
                "issue " + POISON,
                "IF nextval('met') = 1 THEN RAISE EXCEPTION 'once' USING ERRCODE = '" + state + "'; END IF;");
        List<EventRow> rows = rows();

        List<RowOutcome> outcomes = await(commit.commit(connection, rows, false));

        assertThat(outcomes).zipSatisfy(rows, (outcome, row) -> assertAccepted(row, outcome));
        assertThat(database.number("SELECT last_value FROM met")).isEqualTo(2);
        StoredCounts.assertConsistent(database, ROWS);
    }

    @Test
    void aMissingPartitionIsMadeOnDemand() {
        Instant later = Instant.now().plus(Duration.ofDays(40));
        EventRow today = Rows.row(project, "issue today", null);
        EventRow ahead = Rows.row(project, "issue ahead", null, later);

        List<RowOutcome> outcomes = await(commit.commit(connection, List.of(today, ahead), false));

        assertAccepted(today, outcomes.get(0));
        assertAccepted(ahead, outcomes.get(1));
        StoredCounts.assertConsistent(database, 2);
    }

    private List<EventRow> rows() {
        List<EventRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(Rows.row(project, "issue " + i, i % 2 == 0 ? UUID.randomUUID() : null));
        }
        return rows;
    }

    private static void assertAccepted(EventRow row, RowOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(RowOutcome.Settled.class, settled -> {
            assertThat(settled.receipt().status()).isEqualTo(Receipt.Status.ACCEPTED);
            assertThat(settled.receipt().id()).isEqualTo(row.grouped().id());
            assertThat(settled.receipt().issueId()).isNotNull();
        });
    }
}
