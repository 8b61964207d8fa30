package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.LocalBus;
import dev.mesher.db.Partitions;
import dev.mesher.decode.NativeEvent;
import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.GroupedEvent;
import dev.mesher.group.Explanation;
import dev.mesher.group.FormerAlgorithm;
import dev.mesher.group.GroupVerticle;
import dev.mesher.group.Grouping;
import dev.mesher.group.Groups;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version of the grouping on issues that a former one opened. */
final class FormerFingerprintStoreTest {
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
        store(writer(), row("old", null));
    }

    @AfterEach
    void close() {
        connections.forEach(connection -> await(connection.close()));
        database.close();
        await(vertx.close());
    }

    @Test
    void aRunningIssueTakesTheNewFingerprint() {
        store(writer(), row("new", "old"), row("new", "old"), row("finer", "old"));

        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM issue_fingerprints")).isEqualTo(3);
        store(writer(), row("new", null), row("old", null));
        StoredCounts.assertConsistent(database, 6);
    }

    @Test
    void anEventFindsTheRunningIssueThatAFormerAlgorithmOpened() {
        Event event = NativeEvent.decode("{\"message\":\"stock is low\"}".getBytes(StandardCharsets.UTF_8));
        FormerAlgorithm newest = each -> by(-1, "unseen");
        FormerAlgorithm oldest = each -> by(-2, "old");

        GroupedEvent grouped = grouped(event, List.of(newest, oldest));
        store(writer(), EventRow.of(grouped, null, Attempt.unnamed()));

        assertThat(grouped.formerFingerprint().get()).isEqualTo("unseen,old");
        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM issue_fingerprints WHERE algorithm = " + Explanation.ALGORITHM
                        + " AND fingerprint = '" + grouped.fingerprint() + "'"))
                .isEqualTo(1);
        StoredCounts.assertConsistent(database, 2);
    }

    @Test
    void ofSeveralFormerAlgorithmsTheNewestCounts() {
        store(writer(), row("older", null));
        store(writer(), row("new", "unseen,old,older"));

        assertThat(database.number("SELECT count(DISTINCT issue_id) FROM issue_fingerprints"
                        + " WHERE fingerprint IN ('old', 'new')"))
                .isEqualTo(1);
    }

    @Test
    void withoutFormerAlgorithmsNothingIsLookedFor() {
        Event event = NativeEvent.decode("{\"message\":\"stock is low\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(grouped(event, FormerAlgorithm.KNOWN).formerFingerprint().get())
                .isNull();
    }

    @Test
    void whatWasNotSeenOfLateIsLeft() {
        database.sql("UPDATE issues SET last_seen = now() - interval '31 days'");
        store(writer(), row("new", "old"));

        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(2);
    }

    @Test
    void whatIsDiscardedStaysSo() {
        database.sql("UPDATE issues SET status = 'discarded', last_seen = now() - interval '1 year'");
        store(writer(), row("new", "old"));

        assertThat(database.number("SELECT count(*) FROM events")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(1);
    }

    @Test
    void aDeletedIssueTakesNothing() {
        database.sql("UPDATE issues SET status = 'deleted'");
        store(writer(), row("new", "old"));

        assertThat(database.number("SELECT count(*) FROM issues WHERE status = 'unresolved'"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM events e JOIN issues i ON i.id = e.issue_id"
                        + " WHERE i.status = 'unresolved'"))
                .isEqualTo(1);
    }

    @Test
    void twoWritersAtTheSameMoment() {
        PgConnection one = writer();
        PgConnection other = writer();
        for (int round = 0; round < 20; round++) {
            String former = "before " + round;
            store(one, row(former, null));
            Future<List<RowOutcome>> left = later(one, row("left " + round, former), row("both " + round, former));
            Future<List<RowOutcome>> right = later(other, row("both " + round, former), row("right " + round, former));
            await(left);
            await(right);
        }
        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(21);
        StoredCounts.assertConsistent(database, 1 + 20 * 5);
    }

    /** A deletion that holds the issue while the new fingerprint comes: the event must not go where nobody sees it. */
    @Test
    void aDeletionAtTheSameMoment() {
        PgConnection deleting = writer();
        await(deleting.query("BEGIN").execute());
        await(deleting.query("SELECT 1 FROM issues FOR UPDATE").execute());
        Future<List<RowOutcome>> stored = later(writer(), row("new", "old"));
        Awaitility.await()
                .until(() ->
                        database.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0);
        await(deleting.query("DELETE FROM issue_fingerprints; UPDATE issues SET status = 'deleted'; COMMIT")
                .execute());
        await(stored);

        assertThat(database.number("SELECT count(*) FROM issue_fingerprints f JOIN issues i ON i.id = f.issue_id"
                        + " WHERE i.status = 'unresolved' AND f.fingerprint = 'new' AND i.event_count = 1"))
                .isEqualTo(1);
    }

    private static Grouping by(int version, String fingerprint) {
        return new Grouping(version, fingerprint, Grouping.Source.MESSAGE, List.of());
    }

    private GroupedEvent grouped(Event event, List<FormerAlgorithm> formers) {
        LocalBus bus = LocalBus.create(vertx);
        await(vertx.deployVerticle(new GroupVerticle(bus, Clock.systemUTC(), formers)));
        Promise<GroupedEvent> grouped = Promise.promise();
        vertx.runOnContext(here -> new Groups(vertx, bus).group(project, event).onComplete(grouped));
        return await(grouped.future());
    }

    private EventRow row(String fingerprint, @Nullable String former) {
        return Rows.row(project, fingerprint, former, UUID.randomUUID(), Instant.now(), "1.0", null);
    }

    private PgConnection writer() {
        PgConnection connection = await(database.database().connect());
        connections.add(connection);
        await(EventStore.prepare(connection));
        return connection;
    }

    private Future<List<RowOutcome>> later(PgConnection connection, EventRow... rows) {
        return new GroupCommit(partitions, new RollupSlot((short) connections.indexOf(connection)))
                .commit(connection, List.of(rows), false);
    }

    private void store(PgConnection connection, EventRow... rows) {
        await(later(connection, rows));
    }
}
