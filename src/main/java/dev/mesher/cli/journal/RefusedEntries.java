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

    /** Whether all queued entries were stored or refused within a while. False when no node runs. */
    boolean drained();

    @Override
    void close();
}
