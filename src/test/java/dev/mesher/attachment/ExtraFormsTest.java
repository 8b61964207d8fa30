package dev.mesher.attachment;

import static dev.mesher.testing.RecordedForm.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Attachment;
import dev.mesher.event.UserFeedback;
import dev.mesher.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of attachments, feedback and counts in the journal, against recorded ones. */
final class ExtraFormsTest {
    private static final UUID PROJECT = new UUID(1, 1);
    private static final UUID EVENT = new UUID(2, 2);
    private static final Instant RECEIVED = Instant.ofEpochMilli(1_700_000_000_123L);

    /** The length of the head, four bytes, stands before the version. */
    private static final int VERSION_AT = 4;

    @Test
    void anAttachment() {
        byte[] body = "-file-".getBytes(StandardCharsets.US_ASCII);
        assertKept(
                "journal-attachment",
                new Extra.File(
                        PROJECT,
                        EVENT,
                        RECEIVED,
                        new Attachment("a.txt", "text/plain", "event.attachment", body, 1, 4)));
    }

    @Test
    void feedback() {
        assertKept(
                "journal-feedback",
                new Extra.Said(
                        PROJECT,
                        RECEIVED,
                        new UserFeedback(
                                new UUID(3, 3), EVENT, "Ada", null, "it broke", "https://example.org/", "r1", "{}")));
    }

    @Test
    void counts() {
        Map<ItemCounts.Key, Long> counts =
                Map.of(new ItemCounts.Key(PROJECT, LocalDate.of(2024, 2, 29), "transaction"), 42L);

        byte[] bytes = ItemCountCodec.entry(counts).bytes();

        assertUnchanged("journal-counts", bytes[0], bytes);
        assertThat(ItemCountCodec.counts(bytes)).isEqualTo(counts);
    }

    private static void assertKept(String form, Extra extra) {
        Entry entry = ExtraCodec.entry(extra);
        assertUnchanged(form, entry.bytes()[VERSION_AT], entry.bytes());
        Extra read = ExtraCodec.decode(entry.bytes());
        assertThat(ExtraCodec.entry(read).bytes()).isEqualTo(entry.bytes());
    }
}
