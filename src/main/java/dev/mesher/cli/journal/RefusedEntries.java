package dev.mesher.cli.journal;

import dev.mesher.journal.RefusedEntry;
import java.util.List;

/** The entries of one journal that PostgreSQL refused. Each method throws {@link dev.mesher.cli.CommandFailed}. */
interface RefusedEntries extends AutoCloseable {
    /** Most entries that {@link #after} returns and {@link #retry} accepts. */
    int PAGE = 100;

    /** The entries with a greater number, oldest first. The last page is shorter than {@link #PAGE}. */
    List<RefusedEntry> after(long number);

    /** Queues the entries again. Returns how many were queued. */
    int retry(List<Long> numbers);

    /** Waits a while until all queued entries have been stored or refused. False when that takes longer. */
    boolean drained();

    @Override
    void close();
}
