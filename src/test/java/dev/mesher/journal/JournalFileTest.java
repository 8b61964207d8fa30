package dev.mesher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged while PostgreSQL is away. */
final class JournalFileTest {
    private static final long ROOMY = 1L << 20;
    private static final int OVERHEAD = 256;

    @TempDir
    private Path directory;

    @Test
    void keepsEntriesWholeAndInOrderOfArrivalWhateverTheirKind() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "one"), entry("b", "key", "two"));
            add(journal, entry("a", "other", "three"), entry("a", null, "four"));

            List<WaitingEntry> oldest = journal.oldest(3, Long.MAX_VALUE);

            assertThat(oldest).extracting(JournalFileTest::text).containsExactly("one", "two", "three");
            assertThat(oldest).extracting(WaitingEntry::kind).containsExactly("a", "b", "a");
            assertThat(oldest).extracting(WaitingEntry::number).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void stopsReadingBehindSoManyBytesButReadsOne() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "one"), entry("a", null, "two"), entry("a", null, "three"));

            assertThat(journal.oldest(9, 1)).hasSize(1);
            assertThat(journal.oldest(9, OVERHEAD + 4)).hasSize(2);
        }
    }

    @Test
    void whatIsStoredIsForgottenAndWhatWasRefusedIsKept() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", "1", "good"), entry("b", "2", "half bad"), entry("a", "3", "left"));
            List<WaitingEntry> two = journal.oldest(2, Long.MAX_VALUE);
            long bad = two.get(1).number();
            Instant before = Instant.now();

            journal.settle(numbers(two), List.of(new Refused(bad, "a", bytes("bad"), "out of range")));

            assertThat(journal.oldest(9, ROOMY)).singleElement().satisfies(left -> assertThat(text(left))
                    .isEqualTo("left"));
            assertThat(journal.level()).isEqualTo(new JournalLevel(OVERHEAD + 4, OVERHEAD + 3, ROOMY));
            assertThat(journal.refused(0, 9)).singleElement().satisfies(refused -> {
                assertThat(refused.number()).isEqualTo(bad);
                assertThat(refused.kind()).isEqualTo("a");
                assertThat(refused.arrivedAt()).isBeforeOrEqualTo(before);
                assertThat(refused.reason()).isEqualTo("out of range");
                assertThat(refused.size()).isEqualTo(3);
                assertThat(refused.head()).isEqualTo("bad");
            });
            assertThat(journal.refused(bad, 9)).isEmpty();
            assertThat(journal.append(List.of(entry("b", "2", "the key is free"))))
                    .containsExactly(Optional.empty());
        }
    }

    @Test
    void whatIsTriedAgainWaitsInItsOldPlace() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "first"), entry("a", null, "second"));
            WaitingEntry first = journal.oldest(1, 1).get(0);
            journal.settle(List.of(first.number()), List.of(Refused.whole(first, "no")));
            long waiting = journal.oldest(1, 1).get(0).number();

            assertThat(journal.retry(List.of(first.number(), waiting, 77L)))
                    .as("the refused one alone")
                    .isEqualTo(1);

            assertThat(journal.oldest(9, ROOMY))
                    .extracting(JournalFileTest::text)
                    .containsExactly("first", "second");
            assertThat(journal.refused(0, 9)).isEmpty();
            assertThat(journal.level()).isEqualTo(new JournalLevel(2 * OVERHEAD + 11, 0, ROOMY));
        }
    }

    @Test
    void isThereAfterACloseAndGoesOnCounting() throws SQLException {
        JournalLevel level;
        long number;
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "refused"), entry("a", "key", "before"));
            List<WaitingEntry> both = journal.oldest(2, ROOMY);
            journal.settle(List.of(both.get(0).number()), List.of(Refused.whole(both.get(0), "no")));
            number = both.get(1).number();
            level = journal.level();
        }

        try (JournalFile journal = open(ROOMY)) {
            assertThat(journal.level()).isEqualTo(level);
            assertThat(journal.oldest(9, ROOMY))
                    .extracting(JournalFileTest::text)
                    .containsExactly("before");
            journal.settle(List.of(number), List.of());
            add(journal, entry("a", null, "after"));
            assertThat(journal.oldest(9, ROOMY).get(0).number()).isGreaterThan(number);
        }
    }

    @Test
    void givesBackWhatHoldsTheKeyAlready() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            List<Optional<byte[]>> kept = journal.append(
                    List.of(entry("a", "key", "first"), entry("a", "key", "again"), entry("a", "other", "else")));
            long bytes = journal.level().waiting();

            assertThat(kept).extracting(Optional::isPresent).containsExactly(false, true, false);
            assertThat(kept.get(1).orElseThrow()).isEqualTo(bytes("first"));
            assertThat(journal.append(List.of(entry("b", "key", "once more")))
                            .get(0)
                            .orElseThrow())
                    .isEqualTo(bytes("first"));
            assertThat(journal.level().waiting()).isEqualTo(bytes);
            assertThat(journal.oldest(9, ROOMY)).hasSize(2);
        }
    }

    @Test
    void takesAllOfABatchOrNoneWhenItIsFull() throws SQLException {
        try (JournalFile journal = open(2 * (OVERHEAD + 4))) {
            add(journal, entry("a", null, "fits"));

            assertFull(journal, entry("a", null, "this"), entry("a", null, "then"));

            assertThat(journal.oldest(9, ROOMY)).hasSize(1);
            journal.settle(numbers(journal.oldest(1, 1)), List.of());
            add(journal, entry("a", null, "this"), entry("a", null, "then"));
            assertThat(journal.level().full()).isTrue();
        }
    }

    /** Else what PostgreSQL refuses could fill the disk. */
    @Test
    void whatWasRefusedTakesRoom() throws SQLException {
        try (JournalFile journal = open(OVERHEAD + 4)) {
            add(journal, entry("a", null, "fits"));
            WaitingEntry first = journal.oldest(1, 1).get(0);
            journal.settle(List.of(first.number()), List.of(Refused.whole(first, "no")));

            assertThat(journal.level().full()).isTrue();
            assertFull(journal, entry("a", null, ""));
        }
    }

    /** A client that sends again what waits already gets its answer, however full the journal is. */
    @Test
    void whatWaitsAlreadyNeedsNoRoom() throws SQLException {
        try (JournalFile journal = open(OVERHEAD + 4)) {
            add(journal, entry("a", "key", "fits"));

            assertThat(journal.append(List.of(entry("a", "key", "fits"))).get(0))
                    .isPresent();
        }
    }

    @Test
    void oneProcessHoldsTheFile() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "held"));

            assertThatThrownBy(() -> open(ROOMY)).isInstanceOf(SQLException.class);
            assertThat(JournalFile.openUnlessHeld(file())).isEmpty();
        }
        try (JournalFile free = JournalFile.openUnlessHeld(file()).orElseThrow()) {
            assertThat(free.oldest(9, ROOMY)).hasSize(1);
        }
    }

    /** The entries were deleted when the mark of the refused one failed, and no later commit makes that final. */
    @Test
    void anOperationThatFailsHalfWayIsUndone() throws SQLException {
        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "bad"), entry("a", null, "good"));
        }
        sql("CREATE TRIGGER broken BEFORE INSERT ON entries WHEN NEW.refused IS NOT NULL"
                + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
        try (JournalFile journal = open(ROOMY)) {
            JournalLevel level = journal.level();
            List<WaitingEntry> both = journal.oldest(2, ROOMY);

            assertThatThrownBy(() -> journal.settle(numbers(both), List.of(Refused.whole(both.get(0), "no"))))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("broken");

            assertThat(journal.level()).isEqualTo(level);
            add(journal, entry("a", null, "later"));
            assertThat(journal.refused(0, 9)).isEmpty();
            assertThat(journal.oldest(9, ROOMY))
                    .extracting(JournalFileTest::text)
                    .containsExactly("bad", "good", "later");
        }
        try (JournalFile journal = open(ROOMY)) {
            assertThat(journal.refused(0, 9)).isEmpty();
            assertThat(journal.oldest(9, ROOMY)).hasSize(3);
        }
    }

    @Test
    void aBatchThatTheDiskHasNoRoomForIsUndoneAndLeavesTheJournalUsable() throws SQLException {
        try (Connection connection = connect();
                JournalFile journal = JournalFile.on(connection, file(), 1L << 30)) {
            add(journal, entry("a", "key", "before"));
            JournalLevel level = journal.level();
            Sqlite.execute(connection, "PRAGMA max_page_count = 40");

            assertThatThrownBy(() -> journal.append(
                            List.of(entry("a", "small", "small"), entry("a", "large", "x".repeat(1 << 20)))))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("full");

            assertThat(journal.level()).isEqualTo(level);
            add(journal, entry("a", "small", "after"));
            assertThat(journal.oldest(9, ROOMY))
                    .extracting(JournalFileTest::text)
                    .containsExactly("before", "after");
        }
        try (JournalFile journal = open(ROOMY)) {
            assertThat(journal.oldest(9, ROOMY))
                    .extracting(JournalFileTest::text)
                    .containsExactly("before", "after");
        }
    }

    @Test
    void aFileOfAFormerVersionThatHoldsSomethingIsLeftAsItIs() throws SQLException {
        former();
        sql("INSERT INTO requests (unit) VALUES ('waits')");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> open(ROOMY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            file() + " was written by a former version of Mesher and holds 1 rows: start that version")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anEmptyFileOfAFormerVersionIsReplaced() throws SQLException {
        former();

        try (JournalFile journal = open(ROOMY)) {
            add(journal, entry("a", null, "new"));
        }
        try (JournalFile journal = open(ROOMY)) {
            assertThat(journal.oldest(9, ROOMY)).hasSize(1);
        }
    }

    @Test
    void aFileOfANewerVersionIsLeftAsItIs() throws SQLException {
        sql("PRAGMA user_version = 2");

        assertThatThrownBy(() -> open(ROOMY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void theHeadIsWordsAlone() {
        byte[] nasty =
                bytes("\u0000\u0001\u001b[2Jboom\u0007 TypeError: x\u202eis undefined\u0000\u0000" + "y".repeat(200));

        String head = Head.of(nasty);

        assertThat(head).startsWith("[2Jboom TypeError: x is undefined yyy").hasSize(120);
        assertThat(Head.of(new byte[] {(byte) 0xff, 1, 2, 'a', 'b'})).isEmpty();
    }

    /** As a version before this one made it, in so far as it matters: tables of other names, or of another form. */
    private void former() throws SQLException {
        sql("CREATE TABLE entries (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)");
        sql("CREATE TABLE refused AS SELECT * FROM entries WHERE false");
        sql("CREATE TABLE requests (number INTEGER PRIMARY KEY AUTOINCREMENT, unit BLOB NOT NULL)");
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private JournalFile open(long maxBytes) throws SQLException {
        return JournalFile.open(file(), maxBytes);
    }

    private Path file() {
        return JournalFile.path(directory, 8080);
    }

    private static void add(JournalFile journal, Entry... entries) throws SQLException {
        assertThat(journal.append(List.of(entries))).hasSize(entries.length).containsOnly(Optional.empty());
    }

    private static void assertFull(JournalFile journal, Entry... entries) {
        assertThatThrownBy(() -> journal.append(List.of(entries)))
                .isInstanceOfSatisfying(
                        Refusal.class, full -> assertThat(full.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
    }

    private static Entry entry(String kind, @Nullable String key, String text) {
        return new Entry(kind, key, bytes(text));
    }

    private static List<Long> numbers(List<WaitingEntry> entries) {
        return entries.stream().map(WaitingEntry::number).toList();
    }

    private static String text(WaitingEntry entry) {
        return new String(entry.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
