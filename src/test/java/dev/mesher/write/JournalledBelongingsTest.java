package dev.mesher.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Attachment;
import dev.mesher.event.Refusal;
import dev.mesher.event.UserFeedback;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came beside events while PostgreSQL is away. */
final class JournalledBelongingsTest {
    private static final UUID PROJECT = new UUID(1, 1);
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final long ROOMY = 1L << 20;
    private static final ItemCounts.Key SESSIONS = key("session");
    private static final ItemCounts.Key SPANS = key("span");

    @TempDir
    private Path directory;

    @Test
    void isThereAfterACloseAndWhole() throws SQLException {
        byte[] body = {9, 9, 1, 2, 3, 9};
        Belonging file = new Belonging.File(
                PROJECT, new UUID(2, 2), NOW, new Attachment("a.log", null, "event.attachment", body, 2, 3));
        Belonging empty = new Belonging.File(
                PROJECT, new UUID(2, 2), NOW, new Attachment("b", "text/plain", "event.view_hierarchy", body, 6, 0));
        Belonging said = new Belonging.Said(
                PROJECT, NOW, new UserFeedback(new UUID(3, 3), new UUID(2, 2), "Ann", null, "It broke", null));
        long bytes;
        try (Journal journal = open(ROOMY)) {
            journal.appendBelongings(List.of(file, empty, said));
            bytes = journal.bytes();
            assertThat(bytes).isPositive();
        }

        try (Journal journal = open(ROOMY)) {
            assertThat(journal.bytes()).isEqualTo(bytes);
            List<JournalledBelonging> oldest = journal.oldestBelongings(9, ROOMY);

            assertThat(oldest).hasSize(3);
            Belonging.File kept = (Belonging.File) oldest.get(0).belonging();
            assertThat(kept)
                    .usingRecursiveComparison()
                    .ignoringFields("attachment.body", "attachment.offset")
                    .isEqualTo(file);
            assertThat(kept.attachment().body()).containsExactly(1, 2, 3);
            assertThat(oldest.get(1).belonging())
                    .usingRecursiveComparison()
                    .ignoringFields("attachment.body", "attachment.offset")
                    .isEqualTo(empty);
            assertThat(oldest.get(2).belonging()).isEqualTo(said);
        }
    }

    @Test
    void forgetsUpToANumberAndSetsAsideWhatPostgresRefuses() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            journal.appendBelongings(List.of(said("bad"), said("good")));
            journal.appendBelongings(List.of(said("left")));
            List<JournalledBelonging> first = journal.oldestBelongings(2, ROOMY);
            assertThat(journal.oldestBelongings(9, 1))
                    .as("behind so many bytes")
                    .hasSize(1);

            journal.forgetBelongings(first.get(1).number(), List.of(first.get(0).number()));

            List<JournalledBelonging> left = journal.oldestBelongings(9, ROOMY);
            assertThat(left).extracting(JournalledBelonging::belonging).containsExactly(said("left"));
            journal.forgetBelongings(left.get(0).number(), List.of());
            assertThat(journal.isEmpty()).isTrue();
        }
    }

    @Test
    void takesAllOrNothingWhenItIsFull() throws SQLException {
        Belonging large = new Belonging.File(
                PROJECT, new UUID(2, 2), NOW, new Attachment("a", null, "k", new byte[6_000], 0, 6_000));
        try (Journal journal = open(10_000)) {
            journal.appendBelongings(List.of(said("fits")));
            long bytes = journal.bytes();

            assertThatThrownBy(() -> journal.appendBelongings(List.of(large, large)))
                    .isInstanceOfSatisfying(
                            Refusal.class, full -> assertThat(full.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));

            assertThat(journal.oldestBelongings(9, ROOMY)).hasSize(1);
            assertThat(journal.bytes()).isEqualTo(bytes);
            journal.appendBelongings(List.of(large));
            assertThat(journal.oldestBelongings(9, ROOMY)).hasSize(2);
        }
    }

    @Test
    void countsAreAddedUpAndTakenAway() throws SQLException {
        try (Journal journal = open(ROOMY)) {
            journal.appendCounts(Map.of(SESSIONS, 2L, SPANS, 1L));
            journal.appendCounts(Map.of(SESSIONS, 3L));
            assertThat(journal.counts()).isEqualTo(Map.of(SESSIONS, 5L, SPANS, 1L));
            assertThat(journal.isEmpty()).isFalse();
            Map<ItemCounts.Key, Long> taken = journal.counts();
            journal.appendCounts(Map.of(SESSIONS, 4L));

            journal.forgetCounts(taken);

            assertThat(journal.counts()).isEqualTo(Map.of(SESSIONS, 4L));
            journal.forgetCounts(journal.counts());
            assertThat(journal.isEmpty()).isTrue();
        }
    }

    private Journal open(long maxBytes) throws SQLException {
        return Journal.open(directory.resolve("journal.db"), maxBytes);
    }

    private static Belonging said(String words) {
        return new Belonging.Said(PROJECT, NOW, new UserFeedback(null, new UUID(2, 2), null, null, words, null));
    }

    private static ItemCounts.Key key(String category) {
        return new ItemCounts.Key(PROJECT, LocalDate.of(2026, 11, 23), category);
    }
}
