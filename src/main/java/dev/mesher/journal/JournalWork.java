package dev.mesher.journal;

import java.sql.SQLException;

/** An operation on the journal's file. {@link JournalVerticle} runs it on its own thread. */
@FunctionalInterface
interface JournalWork<T> {
    T on(JournalFile file) throws SQLException;
}
