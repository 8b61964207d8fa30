package dev.mesher.journal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.List;

/** Stores in PostgreSQL what waited in the journal. An interrupted attempt may have stored some of it already. */
public interface EntryStore {
    /** A connection for {@link #store}, which the caller closes. */
    Future<PgConnection> connect();

    /**
     * Stores entries of one kind, in order. Comes to what PostgreSQL refuses of them; fails when some may not be stored yet
     * and are to be tried again. Ends by itself, also when PostgreSQL says nothing.
     */
    Future<List<Refused>> store(PgConnection connection, String kind, List<WaitingEntry> entries);
}
