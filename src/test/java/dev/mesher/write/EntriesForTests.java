package dev.mesher.write;

import dev.mesher.journal.Entry;
import java.util.UUID;

/** Entries of the journal as the writers make them, for tests of other packages. */
public final class EntriesForTests {
    private EntriesForTests() {}

    public static Entry event(UUID project, String message) {
        return EventKind.EVENTS.entry(Rows.row(project, message, null));
    }
}
