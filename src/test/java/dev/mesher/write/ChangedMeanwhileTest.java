package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import dev.mesher.event.Slot;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a writer found is removed before its next statement. Each test holds the writer at a lock, and removes it then. Every
 * event that is acknowledged is stored once, in an issue that is there.
 */
final class ChangedMeanwhileTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<PgConnection> connections = new ArrayList<>();
    private TestDatabase database;
    private Partitions partitions;
    private PgConnection writing;
    private GroupCommit writer;
    private UUID project;

    @BeforeEach
    void connect() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        project = database.project();
        writing = connection();
        await(EventStore.prepare(writing));
        writer = new GroupCommit(partitions, new RollupSlot((short) 2));
    }

    @AfterEach
    void close() {
        connections.forEach(connection -> await(connection.close()));
        database.close();
        await(vertx.close());
    }

    @Test
    void anIssueIsDeletedAfterARequestFoundIt() {
        store(row("one", null));
        PgConnection deleting = locking("one");
        Attempt attempt = Attempt.named("key").of("body".getBytes(StandardCharsets.UTF_8));
        List<Slot<EventRow>> slots =
                List.of(Slot.toStore(row("one", UUID.randomUUID())), Slot.toStore(row("two", null)));
        KeyedWrite request = new KeyedWrite(project, attempt, true, slots, "node", null);
        KeyedCommit requests = new KeyedCommit(partitions, new RollupSlot((short) 1), "node");

        Future<List<KeyedOutcome>> committed = requests.commit(writing, List.of(request), false);
        awaitBlocked(writing, deleting);
        delete(deleting, "one");

        KeyedOutcome outcome = await(committed).get(0);
        assertThat(outcome.kind()).isEqualTo(KeyedOutcome.Kind.FIRST);
        assertThat(outcome.results()).hasSize(2).allSatisfy(result -> assertStoredOnce(result.receipt()));
        assertThat(database.number("SELECT count(*) FROM request_keys")).isEqualTo(1);
        StoredCounts.assertConsistent(database, 3);
        assertThat(await(requests.commit(connection(), List.of(request), true))
                        .get(0)
                        .results())
                .isEqualTo(outcome.results());
        StoredCounts.assertConsistent(database, 3);
    }

    /** The issue is merged into another one, which is deleted: the writer finds neither. */
    @Test
    void bothIssuesThatAWriterFindsAreDeleted() {
        store(row("one", null));
        store(row("other", null));
        PgConnection merging = locking("one");
        PgConnection deleting = locking("other");

        Future<List<RowOutcome>> committed = writer.commit(
                writing, List.of(row("one", UUID.randomUUID()), row("one", null), row("two", null)), false);
        awaitBlocked(writing, merging);
        run(
                merging,
                """
                UPDATE issue_fingerprints SET issue_id = (SELECT id FROM issues WHERE title = 'other')
                WHERE fingerprint = 'one'""");
        delete(merging, "one");
        awaitBlocked(writing, deleting);
        delete(deleting, "other");

        assertThat(await(committed))
                .hasSize(3)
                .allSatisfy(outcome -> assertStoredOnce(outcome.result().receipt()));
        StoredCounts.assertConsistent(database, 5);
    }

    /** The id of an event that was sent before expires, so that the event is a new one; its neighbours stay stored once. */
    @Test
    void theFirstSendingOfAnEventExpiresAfterAWriterFoundIt() {
        UUID eventId = UUID.randomUUID();
        store(row("one", eventId));
        PgConnection holding = locking("one");
        PgConnection expiring = connection();
        run(expiring, "BEGIN");

        Future<List<RowOutcome>> committed = writer.commit(
                writing, List.of(row("one", eventId), row("one", null), row("two", UUID.randomUUID())), false);
        awaitBlocked(writing, holding);
        Future<RowSet<Row>> locked =
                expiring.query("LOCK TABLE event_ids IN ACCESS EXCLUSIVE MODE").execute();
        awaitBlocked(expiring, writing);
        run(holding, "COMMIT");
        await(locked);
        awaitBlocked(writing, expiring);
        run(expiring, "DELETE FROM event_ids; COMMIT");

        assertThat(await(committed))
                .hasSize(3)
                .allSatisfy(outcome -> assertStoredOnce(outcome.result().receipt()));
        StoredCounts.assertConsistent(database, 4);
        assertThat(database.number("SELECT count(*) FROM event_ids WHERE event_id = $1", eventId))
                .isEqualTo(1);
    }

    private void assertStoredOnce(Receipt receipt) {
        assertThat(receipt.status()).isEqualTo(Receipt.Status.ACCEPTED);
        assertThat(database.number(
                        """
                        SELECT count(*) FROM events e JOIN issues i ON i.id = e.issue_id
                        WHERE e.id = $1 AND i.id = $2 AND i.status = 'unresolved'""",
                        Objects.requireNonNull(receipt.id()),
                        Objects.requireNonNull(receipt.issueId())))
                .isEqualTo(1);
    }

    private PgConnection connection() {
        PgConnection connection = await(database.database().connect());
        connections.add(connection);
        return connection;
    }

    /** A connection whose transaction has locked the issue of that title against every writer. */
    private PgConnection locking(String title) {
        PgConnection connection = connection();
        run(connection, "BEGIN");
        run(connection, "SELECT 1 FROM issues WHERE title = '" + title + "' FOR NO KEY UPDATE");
        return connection;
    }

    /** Deletes the issue as the management API does, and ends the transaction. */
    private static void delete(PgConnection connection, String title) {
        run(
                connection,
                """
                DELETE FROM issue_fingerprints
                WHERE issue_id = (SELECT id FROM issues WHERE title = '%1$s' AND status <> 'deleted');
                UPDATE issues SET status = 'deleted' WHERE title = '%1$s' AND status <> 'deleted';
                COMMIT"""
                        .formatted(title));
    }

    private void awaitBlocked(PgConnection waiting, PgConnection holder) {
        Awaitility.await()
                .until(() -> database.number(
                                "SELECT count(*) FROM unnest(pg_blocking_pids($1)) AS pid WHERE pid = $2",
                                waiting.processId(),
                                holder.processId())
                        == 1);
    }

    private static void run(PgConnection connection, String sql) {
        await(connection.query(sql).execute());
    }

    /** By another writer. */
    private void store(EventRow row) {
        GroupCommit other = new GroupCommit(partitions, new RollupSlot((short) 3));
        await(other.commit(connection(), List.of(row), false));
    }

    private EventRow row(String message, @Nullable UUID eventId) {
        return Rows.row(project, message, eventId);
    }
}
