package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.db.Partitions;
import dev.mesher.event.Attempt;
import dev.mesher.event.Receipt;
import dev.mesher.event.Refusal;
import dev.mesher.event.Result;
import dev.mesher.event.Slot;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys, events and answers in one transaction, from two nodes at once. */
final class KeyedCommitTest {
    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;
    private PgConnection here;
    private PgConnection there;
    private KeyedCommit first;
    private KeyedCommit second;
    private UUID project;

    @BeforeEach
    void connect() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        Partitions partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        here = await(database.database().connect());
        there = await(database.database().connect());
        await(EventStore.prepare(here));
        await(EventStore.prepare(there));
        first = new KeyedCommit(partitions, new RollupSlot((short) 1), "first");
        second = new KeyedCommit(partitions, new RollupSlot((short) 2), "second");
        project = database.project();
    }

    @AfterEach
    void close() {
        await(here.close().otherwiseEmpty());
        await(there.close());
        database.close();
        await(vertx.close());
    }

    @Test
    void twoNodesAtOnceStoreEachRequestOnce() {
        List<KeyedWrite> mine = new ArrayList<>();
        List<KeyedWrite> theirs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            mine.add(unit("key " + i, "body", row("shared")));
            theirs.add(0, unit("key " + i, "body", row("shared")));
        }

        Future<List<KeyedOutcome>> one = first.commit(here, mine, false);
        Future<List<KeyedOutcome>> other = second.commit(there, theirs, false);

        List<KeyedOutcome> ours = await(one);
        List<KeyedOutcome> others = await(other);
        for (int i = 0; i < 50; i++) {
            KeyedOutcome twin = others.get(49 - i);
            assertThat(List.of(ours.get(i).kind(), twin.kind()))
                    .containsExactlyInAnyOrder(KeyedOutcome.Kind.FIRST, KeyedOutcome.Kind.DUPLICATE);
            assertThat(ours.get(i).results()).isEqualTo(twin.results());
        }
        StoredCounts.assertConsistent(database, 50);
    }

    @Test
    void theSameAttemptAgainIsTheFirst() {
        KeyedWrite unit = unit("key", "body", row("once"), row("once"));
        KeyedOutcome committed = await(first.commit(here, List.of(unit), false)).get(0);

        KeyedOutcome again = await(second.commit(there, List.of(unit), true)).get(0);

        assertThat(again.kind()).isEqualTo(KeyedOutcome.Kind.FIRST);
        assertThat(again.results()).isEqualTo(committed.results());
        StoredCounts.assertConsistent(database, 2);
    }

    @Test
    void anotherBodyIsAConflictAlsoWithinABatch() {
        List<KeyedOutcome> outcomes = await(
                first.commit(here, List.of(unit("key", "body", row("a")), unit("key", "other", row("b"))), false));

        assertThat(outcomes)
                .extracting(KeyedOutcome::kind)
                .containsExactlyInAnyOrder(KeyedOutcome.Kind.FIRST, KeyedOutcome.Kind.CONFLICT);
        StoredCounts.assertConsistent(database, 1);
    }

    @Test
    void anEventThatPostgresRefusesCostsOnlyItselfAndAloneLeavesTheKeyFree() {
        database.onEvent("poison", "RAISE EXCEPTION 'poison' USING ERRCODE = '22000';");

        List<KeyedOutcome> outcomes = await(first.commit(
                here,
                List.of(
                        unit("good", "body", row("good")),
                        unit("mixed", "body", row("good"), row("poison")),
                        unit("bad", "body", row("poison"))),
                false));

        assertThat(outcomes)
                .extracting(KeyedOutcome::kind)
                .containsExactly(KeyedOutcome.Kind.FIRST, KeyedOutcome.Kind.FIRST, KeyedOutcome.Kind.REFUSED);
        assertThat(outcomes.get(1).results().get(0)).isInstanceOf(Receipt.class);
        assertThat(outcomes.get(1).results().get(1)).isInstanceOf(Refusal.class);
        assertThat(database.number("SELECT count(*) FROM request_keys WHERE request_key = 'bad'"))
                .isZero();
        StoredCounts.assertConsistent(database, 2);
    }

    /** Its locks are taken from it before those who wait for them give up. */
    @Test
    void aNodeFrozenInATransactionHoldsNobodyUp() {
        Transaction unused = await(here.begin());
        assertThat(await(RequestKeyStore.claim(here, List.of(unit("frozen", "body", row("a"))), "first")))
                .hasSize(1);

        KeyedOutcome outcome = await(second.commit(there, List.of(unit("frozen", "body", row("b"))), false))
                .get(0);

        assertThat(outcome.kind()).isEqualTo(KeyedOutcome.Kind.FIRST);
        StoredCounts.assertConsistent(database, 1);
    }

    /** What another node, or the journal, gets of a request is the request. */
    @Test
    void aRequestSurvivesItsBytes() {
        EventRow row = Rows.row(project, "whole", UUID.randomUUID());
        KeyedWrite unit = new KeyedWrite(
                project,
                attempt("key", "body"),
                true,
                List.of(Slot.toStore(row), Slot.done(Receipt.sampled()), Slot.done(Refusal.malformed("bad"))),
                "ingress",
                null);
        WireOut out = new WireOut(7);
        RequestKind.REQUESTS.encode(out, unit);

        KeyedWrite read = RequestKind.REQUESTS.decode(new WireIn(out.buffer(), 7));

        assertThat(read.attempt()).isEqualTo(unit.attempt());
        List<Result> journalled = read.journalled();
        assertThat(journalled.get(1)).isEqualTo(Receipt.sampled());
        assertThat(journalled.get(2))
                .isInstanceOf(Refusal.class)
                .hasToString(Refusal.malformed("bad").toString());
        List<KeyedOutcome> outcomes = await(first.commit(here, List.of(read), false));
        assertThat(outcomes.get(0).kind()).isEqualTo(KeyedOutcome.Kind.FIRST);
        assertThat(database.sql("SELECT * FROM events").iterator().next().getUUID("event_id"))
                .isEqualTo(row.grouped().event().eventId());
        assertThat(
                        database.number(
                                "SELECT count(*) FROM request_keys WHERE routed AND ingress_node = 'ingress' AND owner_node = 'first'"))
                .isEqualTo(1);
        StoredCounts.assertConsistent(database, 1);
    }

    private EventRow row(String message) {
        return Rows.row(project, message, null);
    }

    private KeyedWrite unit(String key, String body, EventRow... rows) {
        return new KeyedWrite(
                project,
                attempt(key, body),
                rows.length > 1,
                Arrays.stream(rows).map(Slot::toStore).toList(),
                "first",
                null);
    }

    private static Attempt attempt(String key, String body) {
        return new Attempt(Attempt.unnamed().id(), key, true, Attempt.NO_HASH)
                .of(body.getBytes(StandardCharsets.UTF_8));
    }
}
