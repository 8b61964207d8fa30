package dev.mesher.journal;

import java.sql.SQLException;

/** What {@link JournalVerticle} is asked to do with its file, on its own thread. */
@FunctionalInterface
interface JournalWork<T> {
    T on(JournalFile file) throws SQLException;
}
