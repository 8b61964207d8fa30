package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What batches count, over the stroke of the hour, after what came late, and beside one another. */
final class CountsTest {
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private final Vertx vertx = Vertx.vertx();
    private final List<PgConnection> connections = new ArrayList<>();
    private TestDatabase database;
    private Partitions partitions;
    private UUID project;

    @BeforeEach
    void migrate() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        project = database.project();
    }

    @AfterEach
    void close() {
        connections.forEach(connection -> await(connection.close()));
        database.close();
        await(vertx.close());
    }

    @Test
    void eachHourCountsItsOwn() {
        Writer writer = new Writer();
        writer.store(at(-70), at(-70), at(-65));
        writer.store(at(-10), at(-1), at(0), at(1));
        assertThat(hours()).isEqualTo(3);
        writer.store(at(-61), at(-2));
        writer.store(at(2), at(-61), at(3));

        StoredCounts.assertConsistent(database, 12);
        assertThat(hours()).isEqualTo(3);
    }

    /** A node whose clock is behind, or that drains its journal, after another has begun the next hour. */
    @Test
    void aWriterInTheHourBefore() {
        Writer ahead = new Writer();
        Writer behind = new Writer();
        ahead.store(at(0));
        behind.store(at(-1), at(-5));
        ahead.store(at(1));
        behind.store(at(-2));

        StoredCounts.assertConsistent(database, 5);
    }

    @Test
    void twoWritersThatStoreTheSameAtTheSameMoment() {
        Writer one = new Writer();
        Writer other = new Writer();
        for (int round = 0; round < 20; round++) {
            List<EventRow> first = new ArrayList<>();
            List<EventRow> second = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                UUID eventId = UUID.randomUUID();
                UUID user = UUID.randomUUID();
                String issue = "issue " + i % 5;
                first.add(Rows.row(project, issue, eventId, Instant.now(), "1.0", user));
                second.add(Rows.row(project, issue, eventId, Instant.now(), "1.0", user));
            }
            Future<List<RowOutcome>> left = one.later(first);
            Future<List<RowOutcome>> right = other.later(second);
            List<RowOutcome> stored = await(left);
            List<RowOutcome> again = await(right);
            for (int i = 0; i < first.size(); i++) {
                assertThat(id(stored.get(i))).isNotNull().isEqualTo(id(again.get(i)));
            }
        }
        StoredCounts.assertConsistent(database, 20 * 40);
        assertThat(database.number("SELECT sum(user_count)::bigint FROM issues"))
                .isEqualTo(database.number("SELECT count(*) FROM issue_users"))
                .isEqualTo(20 * 40);
    }

    @Test
    void aReleaseIsKeptForEachIssueThatItIsSeenIn() {
        Writer writer = new Writer();
        for (String release : List.of("1.0", "2.0", "1.0", "2.0")) {
            writer.store(Rows.row(project, "moved", null, Instant.now(), release, null));
        }
        assertThat(database.number("SELECT count(*) FROM issue_releases")).isEqualTo(2);

        database.sql(
                """
                WITH other AS (INSERT INTO issues (project_id, fingerprint, title)
                               SELECT project_id, 'other', 'other' FROM issues RETURNING id)
                UPDATE issue_fingerprints SET issue_id = other.id FROM other""");
        writer.store(Rows.row(project, "moved", null, Instant.now(), "2.0", null));

        assertThat(database.number("SELECT count(*) FROM issue_releases r JOIN issues i ON i.id = r.issue_id"
                        + " WHERE i.title = 'other' AND r.release = '2.0'"))
                .isEqualTo(1);
    }

    private EventRow at(int minutes) {
        return Rows.row(project, "ticks", UUID.randomUUID(), hour.plus(Duration.ofMinutes(minutes)));
    }

    private long hours() {
        return database.number("SELECT count(*) FROM issue_activity WHERE event_count > 0");
    }

    private static @Nullable UUID id(RowOutcome outcome) {
        return outcome instanceof RowOutcome.Settled settled ? settled.receipt().id() : null;
    }

    private final class Writer {
        private final PgConnection connection = await(database.database().connect());
        private final GroupCommit commit = new GroupCommit(partitions, new RollupSlot((short) connections.size()));

        Writer() {
            connections.add(connection);
            await(EventStore.prepare(connection));
        }

        Future<List<RowOutcome>> later(List<EventRow> rows) {
            return commit.commit(connection, rows, false);
        }

        void store(EventRow... rows) {
            await(later(List.of(rows)));
        }
    }
}
