package dev.mesher.journal;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Puts what PostgreSQL refused into a journal. */
public final class RefusedInJournal {
    private RefusedInJournal() {}

    /** Into a file that no node has open, and that has nothing else that waits. */
    public static void add(Path path, String reason, Entry... entries) throws Exception {
        Path unused = Files.createDirectories(path.getParent());
        try (JournalFile file = JournalFile.open(path, 1L << 30)) {
            add(file, reason, entries);
        }
    }

    /** Into the journal of a running node, which has nothing else that waits. */
    public static void add(Journal journal, String reason, Entry... entries) {
        assertThat(await(journal.append(List.of(entries), entry -> entry))).containsOnly(Optional.empty());
        List<WaitingEntry> added = await(journal.oldest(entries.length, Long.MAX_VALUE));
        JournalLevel unused = await(journal.settle(
                added.stream().map(WaitingEntry::number).toList(),
                added.stream().map(entry -> Refused.whole(entry, reason)).toList()));
    }

    private static void add(JournalFile file, String reason, Entry... entries) throws SQLException {
        assertThat(file.append(List.of(entries))).containsOnly(Optional.empty());
        List<WaitingEntry> added = file.oldest(entries.length, Long.MAX_VALUE);
        file.settle(
                added.stream().map(WaitingEntry::number).toList(),
                added.stream().map(entry -> Refused.whole(entry, reason)).toList());
    }
}
