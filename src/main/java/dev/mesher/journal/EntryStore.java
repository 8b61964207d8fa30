package dev.mesher.journal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.List;

/** Stores the journal's entries in PostgreSQL. An interrupted attempt may have stored some of them before. */
public interface EntryStore {
    /** Opens a connection for {@link #store}. The caller closes it. */
    Future<PgConnection> connect();

    /**
     * Stores entries of one kind, in order. Completes within a bounded time even if PostgreSQL does not answer.
     *
     * @return the entries that PostgreSQL refused. Fails when some entries could not be stored yet and must be tried
     *     again
     */
    Future<List<Refused>> store(PgConnection connection, String kind, List<WaitingEntry> entries);
}
