package dev.mesher.cli.journal;

import dev.mesher.journal.RefusedEntry;
import java.util.List;

/** What PostgreSQL refused of one journal, wherever that is. Each method throws {@link dev.mesher.cli.CommandFailed}. */
interface RefusedEntries extends AutoCloseable {
    /** How many {@link #after} gives and {@link #retry} takes at most. */
    int PAGE = 100;

    /** Oldest first; fewer than a page at the end. */
    List<RefusedEntry> after(long number);

    /** Returns how many of them wait again. */
    int retry(List<Long> numbers);

    /** Whether everything that waits was stored or refused within a while. */
    boolean drained();

    @Override
    void close();
}
