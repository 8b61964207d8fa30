package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.attachment.Extra;
import dev.mesher.attachment.ExtraCodec;
import dev.mesher.attachment.ItemCountCodec;
import dev.mesher.attachment.ItemCounts;
import dev.mesher.bus.LocalBus;
import dev.mesher.db.Partitions;
import dev.mesher.event.Attachment;
import dev.mesher.event.Attempt;
import dev.mesher.event.Slot;
import dev.mesher.event.UserFeedback;
import dev.mesher.journal.DrainVerticle;
import dev.mesher.journal.Entry;
import dev.mesher.journal.Journal;
import dev.mesher.journal.JournalVerticle;
import dev.mesher.journal.RefusedEntry;
import dev.mesher.ops.IssueRemovalStore;
import dev.mesher.ops.ProjectRemovalStore;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of each kind of entry from the journal into PostgreSQL, and what stays. */
final class JournalDrainTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final String REFUSE = "RAISE EXCEPTION 'not this one' USING ERRCODE = '22000';";

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private TestDatabase database;
    private Partitions partitions;
    private LocalBus bus;
    private Journal journal;
    private UUID project;

    @BeforeEach
    void open() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        await(partitions.ensureAhead());
        project = database.project();
        bus = LocalBus.create(vertx);
        journal = new Journal(bus, 1L << 30);
        String unused = await(vertx.deployVerticle(
                new JournalVerticle(bus, journal, directory.resolve("journal.db"), new SimpleMeterRegistry()),
                new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    }

    @AfterEach
    void close() {
        database.close();
        await(vertx.close());
    }

    @Test
    void everyKindIsStored() {
        UUID eventId = UUID.randomUUID();
        add(
                ItemCountCodec.entry(Map.of(key("session"), 2L, key("span"), 1L)),
                EventKind.EVENTS.entry(Rows.row(project, "plain", eventId)),
                ExtraCodec.entry(file(eventId, "a.log")),
                RequestKind.REQUESTS.entry(unit("key", "body", row("one"), row("two"))),
                ExtraCodec.entry(said(eventId, "It broke")),
                ItemCountCodec.entry(Map.of(key("session"), 3L)));

        drain();

        StoredCounts.assertConsistent(database, 3);
        assertThat(database.number("SELECT size FROM attachments WHERE filename = 'a.log'"))
                .isEqualTo(3);
        assertThat(database.number("SELECT count(*) FROM user_feedback WHERE message = 'It broke'"))
                .isEqualTo(1);
        assertThat(database.number("SELECT item_count FROM item_counts WHERE category = 'session'"))
                .isEqualTo(5);
        assertThat(database.number("SELECT count(*) FROM request_keys WHERE request_key = 'key' AND journalled"))
                .isEqualTo(1);
        assertThat(journal.level().refused()).isZero();
    }

    @Test
    void moreThanABatchIsStored() {
        for (int i = 0; i < 450; i++) {
            add(EventKind.EVENTS.entry(Rows.row(project, "issue " + i % 7, null, NOW.plusMillis(i))));
        }
        await(partitions.ensure(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 30)));

        drain();

        StoredCounts.assertConsistent(database, 450);
    }

    @Test
    void whatPostgresRefusesStaysAndHoldsNothingUp() {
        database.onEvent("poison", REFUSE);
        database.sql(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.filename = 'poison' THEN RAISE EXCEPTION 'no such file' USING ERRCODE = '22000'; END IF;
                    RETURN NEW; END $$""");
        database.sql("CREATE TRIGGER refuse BEFORE INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION refuse()");
        UUID event = UUID.randomUUID();
        add(
                new Entry("riddle", null, new byte[] {1, 2, 3}),
                EventKind.EVENTS.entry(row("poison")),
                EventKind.EVENTS.entry(row("good")),
                new Entry(EventKind.NAME, null, "not an event at all".getBytes(StandardCharsets.UTF_8)),
                RequestKind.REQUESTS.entry(unit("mixed", "body", row("good"), row("poison"))),
                RequestKind.REQUESTS.entry(unit("bad", "body", row("poison"))),
                ExtraCodec.entry(file(event, "poison")),
                ExtraCodec.entry(file(event, "good")),
                ExtraCodec.entry(new Extra.Said(new UUID(9, 9), NOW, feedback(event, "of a project that is gone"))));

        drain();

        StoredCounts.assertConsistent(database, 2);
        assertThat(database.number("SELECT count(*) FROM attachments")).isEqualTo(1);
        assertThat(refused())
                .extracting(RefusedEntry::kind)
                .containsExactly("riddle", "event", "event", "event", "event", "attachment", "feedback");
        assertThat(refused())
                .extracting(RefusedEntry::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("does not know the kind"),
                        reason -> assertThat(reason).contains("not this one"),
                        reason -> assertThat(reason).contains("cannot be read"),
                        reason -> assertThat(reason).contains("not this one"),
                        reason -> assertThat(reason).contains("not this one"),
                        reason -> assertThat(reason).contains("no such file"),
                        reason -> assertThat(reason).contains("is not present in table \"projects\""));
        assertThat(refused().get(1).head()).contains("poison");
        assertThat(database.number("SELECT count(*) FROM request_keys WHERE request_key = 'mixed'"))
                .isEqualTo(1);
    }

    /** Each once, whether the others of its request were stored before or not. */
    @Test
    void whatWasRefusedIsStoredWhenItIsTriedAgain() {
        database.onEvent("poison", REFUSE);
        add(
                EventKind.EVENTS.entry(row("poison")),
                RequestKind.REQUESTS.entry(unit("mixed", "body", row("good"), row("poison"))),
                RequestKind.REQUESTS.entry(unit("bad", "body", row("poison"), row("poison"))));
        drain();
        assertThat(refused()).hasSize(3);
        database.sql("DROP TRIGGER meet ON events");

        assertThat(await(journal.retry(
                        refused().stream().map(RefusedEntry::number).toList())))
                .isEqualTo(3);
        drain();

        assertThat(refused()).isEmpty();
        StoredCounts.assertConsistent(database, 5);
    }

    /** The node was killed after the commit and before the journal forgot: the event that was refused is not forgotten with it. */
    @Test
    void aRequestWhoseDrainWasInterruptedKeepsWhatWasRefused() {
        database.onEvent("poison", REFUSE);
        Entry entry = RequestKind.REQUESTS.entry(unit("mixed", "body", row("good"), row("poison")));
        PgConnection connection = await(database.database().connect());
        await(EventStore.prepare(connection));
        KeyedCommit commit = new KeyedCommit(partitions, new RollupSlot((short) 1), "node");
        assertThat(await(commit.commit(connection, List.of(RequestKind.REQUESTS.unit(entry.bytes())), false)))
                .hasSize(1);
        await(connection.close());
        add(entry);

        drain();

        assertThat(refused()).hasSize(1);
        StoredCounts.assertConsistent(database, 1);
    }

    /** As the keys of PostgreSQL itself: the same request has the first answer, another under its key none. */
    @Test
    void aKeyThatWaitsIsAnsweredFromTheJournal() {
        KeyedWrite first = unit("key", "body", row("a"));
        KeyedWrite again = unit("key", "body", row("a"));
        KeyedWrite other = unit("key", "other", row("b"));

        List<KeyedOutcome> outcomes = keyed(first, again, first, other);

        assertThat(outcomes)
                .extracting(KeyedOutcome::kind)
                .containsExactly(
                        KeyedOutcome.Kind.FIRST,
                        KeyedOutcome.Kind.DUPLICATE,
                        KeyedOutcome.Kind.FIRST,
                        KeyedOutcome.Kind.CONFLICT);
        assertThat(outcomes.get(1).results()).isEqualTo(outcomes.get(0).results());
        drain();
        StoredCounts.assertConsistent(database, 1);
    }

    /** Another node took another request under the same key: both were acknowledged. */
    @Test
    void theEventsOfAKeyThatWasUsedTwiceAreAllStored() {
        PgConnection connection = await(database.database().connect());
        await(EventStore.prepare(connection));
        KeyedCommit commit = new KeyedCommit(partitions, new RollupSlot((short) 1), "other");
        assertThat(await(commit.commit(connection, List.of(unit("key", "theirs", row("theirs"))), false)))
                .hasSize(1);
        await(connection.close());
        add(RequestKind.REQUESTS.entry(unit("key", "ours", row("ours"))));

        drain();

        StoredCounts.assertConsistent(database, 2);
        assertThat(refused()).isEmpty();
    }

    @Test
    void anEventThatWaitsKeepsItsFirstIdAndIsStoredOnce() {
        UUID eventId = UUID.randomUUID();
        EventRow first = Rows.row(project, "first", eventId);
        EventRow elsewhere = Rows.row(new UUID(2, 2), "of another project", eventId);
        add(EventKind.EVENTS.entry(first));

        List<Optional<byte[]>> kept = await(journal.append(
                List.of(Rows.row(project, "in other words", eventId), elsewhere), EventKind.EVENTS::entry));

        assertThat(EventKind.rows(kept.get(0).orElseThrow()).get(0).grouped().id())
                .isEqualTo(first.grouped().id());
        assertThat(kept.get(1)).isEmpty();
        drain();
        StoredCounts.assertConsistent(database, 1);
    }

    @Test
    void entriesSurviveTheirBytes() {
        EventRow row = Rows.row(project, "message", "former", UUID.randomUUID(), NOW, "1.0", UUID.randomUUID());
        Extra file = file(new UUID(2, 2), "a.log");
        Extra empty = new Extra.File(
                project,
                new UUID(2, 2),
                NOW,
                new Attachment("b", "text/plain", "event.view_hierarchy", new byte[6], 6, 0));
        Extra said = new Extra.Said(
                project,
                NOW,
                new UserFeedback(
                        new UUID(3, 3),
                        new UUID(2, 2),
                        "Ann",
                        null,
                        "It broke",
                        null,
                        "r1",
                        "{\"os\":{\"name\":\"Linux\"}}"));
        Map<ItemCounts.Key, Long> counts = Map.of(key("session"), 5L, key("span"), 1L);

        assertThat(EventKind.rows(EventKind.EVENTS.entry(row).bytes()))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("attempt", "grouped.event.tags", "grouped.event.json", "grouped.formerFingerprint")
                .isEqualTo(row);
        assertThat(EventKind.rows(EventKind.EVENTS.entry(row).bytes())
                        .get(0)
                        .grouped()
                        .formerFingerprint()
                        .get())
                .isEqualTo("former");
        Extra ofNone = new Extra.Said(project, NOW, feedback(null, "It broke"));
        for (Extra each : List.of(file, empty, said, ofNone)) {
            Extra kept = ExtraCodec.decode(ExtraCodec.entry(each).bytes());
            assertThat(kept)
                    .usingRecursiveComparison()
                    .ignoringFields("attachment.body", "attachment.offset")
                    .isEqualTo(each);
        }
        Attachment kept = ((Extra.File) ExtraCodec.decode(ExtraCodec.entry(file).bytes())).attachment();
        assertThat(kept.body()).endsWith(1, 2, 3).hasSize(kept.offset() + 3);
        assertThat(ItemCountCodec.counts(ItemCountCodec.entry(counts).bytes())).isEqualTo(counts);
    }

    /** They were acknowledged before the project was deleted. They are stored like others, and removed with the project. */
    @Test
    void whatWaitsForADeletedProjectStopsNothingAndIsRemoved() {
        UUID eventId = UUID.randomUUID();
        add(
                ItemCountCodec.entry(Map.of(key("session"), 2L)),
                EventKind.EVENTS.entry(Rows.row(project, "plain", eventId)),
                ExtraCodec.entry(file(eventId, "a.log")),
                RequestKind.REQUESTS.entry(unit("key", "body", row("one"), row("two"))),
                ExtraCodec.entry(said(eventId, "It broke")));
        database.sql("UPDATE projects SET deleted_at = now(), slug = id::text WHERE id = $1", project);
        removeDeleted();

        drain();

        assertThat(journal.level().refused()).isZero();
        StoredCounts.assertConsistent(database, 3);
        removeDeleted();
        for (String table : List.of(
                "events",
                "issues",
                "issue_fingerprints",
                "attachments",
                "user_feedback",
                "request_keys",
                "event_ids",
                "project_hours",
                "item_counts")) {
            assertThat(database.number("SELECT count(*) FROM " + table))
                    .as(table)
                    .isZero();
        }
    }

    private void removeDeleted() {
        ProjectRemovalStore projects =
                new ProjectRemovalStore(database.database().pool());
        IssueRemovalStore issues = new IssueRemovalStore(database.database().pool(), 1_000);
        boolean more = true;
        while (more) {
            more = await(projects.removeBatch());
            more |= await(issues.removeBatch());
        }
    }

    private List<KeyedOutcome> keyed(KeyedWrite... units) {
        List<Optional<byte[]>> kept = await(journal.append(List.of(units), RequestKind.REQUESTS::entry));
        return IntStream.range(0, units.length)
                .mapToObj(i -> RequestKind.REQUESTS.journalled(units[i], kept.get(i)))
                .toList();
    }

    private void add(Entry... entries) {
        assertThat(await(journal.append(List.of(entries), entry -> entry))).containsOnly(Optional.empty());
    }

    private void drain() {
        String drain = await(vertx.deployVerticle(
                new DrainVerticle(journal, new EntriesToPostgres(bus, database.database(), partitions, "node"))));
        Awaitility.await().until(() -> journal.level().waiting() == 0);
        await(vertx.undeploy(drain));
    }

    private List<RefusedEntry> refused() {
        return await(journal.refused(0, 100));
    }

    private EventRow row(String message) {
        return Rows.row(project, message, null);
    }

    private KeyedWrite unit(String key, String body, EventRow... rows) {
        Attempt attempt = new Attempt(Attempt.unnamed().id(), key, true, Attempt.NO_HASH)
                .of(body.getBytes(StandardCharsets.UTF_8));
        return new KeyedWrite(
                project,
                attempt,
                rows.length > 1,
                Arrays.stream(rows).map(Slot::toStore).toList(),
                "first",
                null);
    }

    private Extra file(UUID event, String name) {
        byte[] body = {9, 9, 1, 2, 3, 9};
        return new Extra.File(project, event, NOW, new Attachment(name, null, "event.attachment", body, 2, 3));
    }

    private Extra said(UUID event, String words) {
        return new Extra.Said(project, NOW, feedback(event, words));
    }

    private static UserFeedback feedback(@Nullable UUID event, String words) {
        return new UserFeedback(null, event, null, null, words, null, null, null);
    }

    private ItemCounts.Key key(String category) {
        return new ItemCounts.Key(project, LocalDate.of(2026, 11, 23), category);
    }
}
