package dev.mesher.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged while PostgreSQL is away. */
final class JournalTest {
    private static final UUID PROJECT = new UUID(1, 1);
    private static final long ROOMY = 1L << 20;

    @TempDir
    private Path directory;

    @Test
    void keepsRowsWholeAndInOrder() throws SQLException {
        List<EventRow> rows =
                IntStream.range(0, 5).mapToObj(i -> row("row " + i, null)).toList();
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(rows.subList(0, 3))).isEqualTo(ids(rows.subList(0, 3)));
            assertThat(journal.append(rows.subList(3, 5))).isEqualTo(ids(rows.subList(3, 5)));

            List<JournalEntry> oldest = journal.oldest(4, Long.MAX_VALUE);

            assertThat(oldest).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertSame(oldest.get(i).row(), rows.get(i));
            }
        }
    }

    @Test
    void forgetsUpToANumber() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            List<EventRow> rows = List.of(row("a", null), row("b", null), row("c", null));
            assertThat(journal.append(rows)).hasSize(3);

            journal.forget(journal.oldest(2, Long.MAX_VALUE).get(1).number(), List.of());

            assertThat(journal.oldest(9, Long.MAX_VALUE))
                    .singleElement()
                    .satisfies(left -> assertSame(left.row(), rows.get(2)));
            assertThat(journal.bytes()).isEqualTo(rows.get(2).bytes());
            journal.forget(journal.oldest(1, Long.MAX_VALUE).get(0).number(), List.of());
            assertThat(journal.isEmpty()).isTrue();
        }
    }

    @Test
    void stopsReadingBehindSoManyBytesButReadsOne() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            List<EventRow> rows = List.of(row("a", null), row("b", null), row("c", null));
            assertThat(journal.append(rows)).hasSize(3);

            assertThat(journal.oldest(9, 1)).hasSize(1);
            assertThat(journal.oldest(9, rows.get(0).bytes() + 1)).hasSize(2);
        }
    }

    @Test
    void setsAsideWhatPostgresRefuses() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            List<EventRow> rows = List.of(row("bad", null), row("good", null));
            assertThat(journal.append(rows)).hasSize(2);

            journal.forget(
                    journal.oldest(9, Long.MAX_VALUE).get(1).number(),
                    List.of(rows.get(0).grouped().id()));

            assertThat(journal.isEmpty()).isTrue();
            assertThat(journal.refused()).isEqualTo(1);
        }
    }

    @Test
    void isThereAfterACloseAndGoesOnCounting() throws SQLException {
        EventRow first = row("before", UUID.randomUUID());
        EventRow second = row("after", null);
        long number;
        long bytes;
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(List.of(first))).hasSize(1);
            number = journal.oldest(1, Long.MAX_VALUE).get(0).number();
            bytes = journal.bytes();
        }

        try (Journal journal = open(ROOMY)) {
            assertThat(journal.bytes()).isEqualTo(bytes);
            assertThat(journal.append(List.of(second))).hasSize(1);
            List<JournalEntry> entries = journal.oldest(9, Long.MAX_VALUE);
            assertThat(entries).hasSize(2);
            assertSame(entries.get(0).row(), first);
            assertThat(entries.get(1).number()).isGreaterThan(number);
        }
    }

    /** What was acknowledged before an upgrade is stored after it. */
    @Test
    void aFileOfAnEarlierVersionIsGoneOnWith() throws SQLException {
        EventRow first = row("before", UUID.randomUUID());
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(List.of(first))).hasSize(1);
        }
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = file.createStatement()) {
            for (String table : List.of("entries", "refused")) {
                for (String column : List.of("algorithm", "former_fingerprint")) {
                    boolean unused = statement.execute("ALTER TABLE " + table + " DROP COLUMN " + column);
                }
            }
        }

        EventRow second = Rows.row(PROJECT, "after", "as it was", null, Instant.now(), "1.0", null);
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(List.of(second))).hasSize(1);
            List<JournalEntry> entries = journal.oldest(9, Long.MAX_VALUE);
            assertThat(entries.get(0).row().grouped().id())
                    .isEqualTo(first.grouped().id());
            assertThat(entries.get(0).row().grouped().algorithm()).isEqualTo(1);
            assertThat(entries.get(1).row().grouped().formerFingerprint().get()).isEqualTo("as it was");
            journal.forget(entries.get(1).number(), ids(List.of(first, second)));
            assertThat(journal.refused()).isEqualTo(2);
        }
    }

    @Test
    void aClientEventThatWaitsKeepsItsFirstId() throws SQLException {
        UUID eventId = UUID.randomUUID();
        EventRow first = row("first", eventId);
        EventRow again = row("in other words", eventId);
        EventRow elsewhere = Rows.row(new UUID(2, 2), "of another project", eventId);
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(List.of(first, again))).isEqualTo(ids(List.of(first, first)));
            long bytes = journal.bytes();
            assertThat(journal.append(List.of(again))).isEqualTo(ids(List.of(first)));
            assertThat(journal.bytes()).isEqualTo(bytes);

            assertThat(journal.append(List.of(elsewhere))).isEqualTo(ids(List.of(elsewhere)));
            assertThat(journal.oldest(9, Long.MAX_VALUE)).hasSize(2);
        }
    }

    @Test
    void takesAllOfABatchOrNoneWhenItIsFull() throws SQLException {
        EventRow row = row("fits", null);
        try (Journal journal = open(row.bytes() * 2L)) {
            assertThat(journal.append(List.of(row))).hasSize(1);

            assertThatThrownBy(() -> journal.append(List.of(row("fits", null), row("does not", null))))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));

            assertThat(journal.oldest(9, Long.MAX_VALUE)).hasSize(1);
            journal.forget(journal.oldest(1, Long.MAX_VALUE).get(0).number(), List.of());
            assertThat(journal.append(List.of(row("again", null)))).hasSize(1);
        }
    }

    /** A client that sends again what waits already gets its answer, however full the journal is. */
    @Test
    void whatWaitsAlreadyNeedsNoRoom() throws SQLException {
        EventRow row = row("fits", UUID.randomUUID());
        try (Journal journal = open(row.bytes())) {
            assertThat(journal.append(List.of(row))).hasSize(1);

            assertThat(journal.append(List.of(row("fits", row.grouped().event().eventId()))))
                    .isEqualTo(ids(List.of(row)));
        }
    }

    @Test
    void oneProcessHoldsTheFile() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            assertThat(journal.append(List.of(row("held", null)))).hasSize(1);

            assertThatThrownBy(() -> open(ROOMY)).isInstanceOf(SQLException.class);
        }
    }

    private Journal open(long maxBytes) throws SQLException {
        return Journal.open(directory.resolve("journal.db"), maxBytes);
    }

    private static EventRow row(String message, @Nullable UUID eventId) {
        return Rows.row(PROJECT, message, eventId);
    }

    private static List<UUID> ids(List<EventRow> rows) {
        return rows.stream().map(row -> row.grouped().id()).toList();
    }

    private static void assertSame(EventRow kept, EventRow sent) {
        assertThat(kept)
                .usingRecursiveComparison()
                .ignoringFields("attempt", "grouped.event.tags", "grouped.event.json")
                .isEqualTo(sent);
    }
}
