package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of issues that the writer knows to run: stored in the shorter way, or not at all when they are not as it knew. */
final class KnownIssuesTest {
    private static final RollupSlot SLOT = new RollupSlot((short) 1);

    private final Vertx vertx = Vertx.vertx();
    private final UUID user = UUID.randomUUID();
    private TestDatabase database;
    private PgConnection connection;
    private GroupCommit writer;
    private UUID project;
    private UUID issue;

    @BeforeEach
    void openAnIssue() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        Partitions partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        project = database.project();
        connection = await(database.database().connect());
        await(EventStore.prepare(connection));
        writer = new GroupCommit(partitions, SLOT);
        issue = Objects.requireNonNull(
                settled(commit(row("one", null, user))).receipt().issueId());
    }

    @AfterEach
    void close() {
        await(connection.close());
        database.close();
        await(vertx.close());
    }

    @Test
    void countsAsTheLongWayDoes() {
        UUID another = UUID.randomUUID();
        assertThat(known(
                        row("one", UUID.randomUUID(), user),
                        row("one", UUID.randomUUID(), another),
                        row("one", null, another)))
                .isTrue();

        StoredCounts.assertConsistent(database, 4);
        assertThat(database.number("SELECT user_count FROM issues WHERE event_count = 4"))
                .isEqualTo(2);
        String usersEvents = "SELECT count(*) FROM events WHERE user_hash = $1";
        assertThat(database.number(usersEvents, user))
                .as("one event stored in the long way, one in the short way")
                .isEqualTo(2);
        assertThat(database.number(usersEvents, another)).isEqualTo(2);
    }

    @Test
    void theWriterGoesThatWayAndStoresWhatItDoesNotKnowBesideIt() {
        List<EventRow> rows = List.of(
                row("one", null, user),
                row("one", null, user),
                row("one", null, user),
                row("one", null, user),
                row("two", null, user));
        List<RowOutcome> outcomes = await(writer.commit(connection, rows, false));

        StoredCounts.assertConsistent(database, 6);
        assertThat(outcomes).hasSize(5);
        assertThat(database.number("SELECT count(*) FROM issues")).isEqualTo(2);
        assertThat(settled(outcomes.subList(4, 5)).newIssue()).isTrue();
        assertThat(settled(outcomes).receipt().issueId()).isEqualTo(issue);
    }

    @Test
    void aReleaseInWhichARunningIssueIsNewIsNotedWithoutTheLongWay() {
        EventRow newRelease = Rows.row(project, "one", null, Instant.now(), "2.0", user);
        List<EventRow> rows = List.of(newRelease, row("one", null, user));
        IssueCache places = new IssueCache();
        EventBatch batch = new EventBatch(rows.subList(1, 2));
        places.remember(batch.rows(), await(EventStore.store(connection, batch, SLOT, new UUID[1], false)));

        IssueCache.Running running = places.running(rows);
        assertThat(running.others()).isEmpty();
        assertThat(running.unseen()).containsExactly(new NewPlace(issue, "production", "2.0"));

        await(writer.commit(connection, List.of(newRelease), false));
        assertThat(database.number("SELECT count(*) FROM issue_releases WHERE release = '2.0'"))
                .isEqualTo(1);
        places.remember(running);
        assertThat(places.running(rows).unseen()).isEmpty();
        StoredCounts.assertConsistent(database, 3);
    }

    @Test
    void nothingOfABatchIsStoredWhenAnIssueIsNoLongerAsItWas() {
        for (String change : List.of(
                "UPDATE issues SET status = 'resolved'",
                "UPDATE issues SET status = 'discarded'",
                "UPDATE issues SET status = 'unresolved', hour = hour - interval '1 hour'",
                "UPDATE issue_fingerprints SET fingerprint = 'moved'",
                "DELETE FROM issues")) {
            long before = database.number("SELECT count(*) FROM events");
            database.sql(change);
            assertThat(known(row("one", UUID.randomUUID(), UUID.randomUUID())))
                    .as(change)
                    .isFalse();
            assertThat(database.number("SELECT count(*) FROM events"))
                    .as(change)
                    .isEqualTo(before);
            assertThat(database.number("SELECT count(*) FROM event_ids"))
                    .as(change)
                    .isZero();
            assertThat(database.number("SELECT count(*) FROM issue_users WHERE user_hash <> '" + user + "'"))
                    .as(change)
                    .isZero();
            assertThat(database.number("SELECT count(*) FROM issue_releases WHERE release = '2.0'"))
                    .as(change)
                    .isZero();
            assertThat(database.number("SELECT sum(event_count) FROM project_hours"))
                    .as(change)
                    .isEqualTo(1);
        }
    }

    @Test
    void anIssueThatWasResolvedIsReopened() {
        database.sql("UPDATE issues SET status = 'resolved', last_resolved_at = now() - interval '1 minute'");
        assertThat(settled(commit(row("one", null, user))).regression()).isTrue();
        StoredCounts.assertConsistent(database, 2);
    }

    @Test
    void anIssueThatWasDiscardedTakesNoMore() {
        database.sql("UPDATE issues SET status = 'discarded'");
        assertThat(settled(commit(row("one", null, user))).stored()).isFalse();
        assertThat(database.number("SELECT count(*) FROM events")).isEqualTo(1);
    }

    @Test
    void whatWasSentBeforeIsStoredOnce() {
        UUID eventId = UUID.randomUUID();
        UUID first = settled(commit(row("one", eventId, user))).receipt().id();
        assertThat(settled(commit(row("one", eventId, user))).receipt().id()).isEqualTo(first);

        EventRow twice = row("one", UUID.randomUUID(), user);
        EventRow again = row("one", twice.grouped().event().eventId(), user);
        GroupCommit fresh = new GroupCommit(new Partitions(database.database().pool(), Clock.systemUTC()), SLOT);
        await(fresh.commit(connection, List.of(row("one", null, user)), false));
        assertThat(await(fresh.commit(connection, List.of(twice, again), false)))
                .hasSize(2);
        StoredCounts.assertConsistent(database, 4);
    }

    private boolean known(EventRow... rows) {
        return await(EventStore.storeKnown(
                connection,
                new EventBatch(List.of(rows)),
                SLOT,
                Collections.nCopies(rows.length, issue),
                Set.of(new NewPlace(issue, "production", "2.0"))));
    }

    private List<RowOutcome> commit(EventRow row) {
        return await(writer.commit(connection, List.of(row), false));
    }

    private static RowOutcome.Settled settled(List<RowOutcome> outcomes) {
        return (RowOutcome.Settled) outcomes.get(0);
    }

    private EventRow row(String message, @Nullable UUID eventId, UUID userHash) {
        return Rows.row(project, message, eventId, Instant.now(), "1.0", userHash);
    }
}
