package dev.mesher.attachment;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import dev.mesher.journal.Journal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what belongs to events: attachments, and what users say about them. */
public final class Extras {
    private static final Logger LOG = LoggerFactory.getLogger(Extras.class);

    /** A PostgreSQL that says nothing for so long is away. */
    private static final long COMMIT_SECONDS = 10;

    private final Journal journal;
    private final Pool pool;

    public Extras(Journal journal, Pool pool) {
        this.journal = journal;
        this.pool = pool;
    }

    /**
     * Completes when all of it is committed, or on disk in the journal while PostgreSQL is away; or nothing is, and this
     * fails with a 503.
     */
    public Future<Void> store(List<Extra> belongings) {
        return pool.withTransaction(transaction -> store(transaction, belongings))
                .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> afterFailure(belongings, failure));
    }

    /** For what belongs to an event that waits in the journal: the same, but PostgreSQL is not waited for again. */
    public Future<Void> journal(List<Extra> belongings) {
        return journal.append(belongings, ExtraCodec::entry).mapEmpty();
    }

    private static Future<Void> store(SqlConnection transaction, List<Extra> belongings) {
        Future<Void> all = Future.succeededFuture();
        for (Extra belonging : belongings) {
            all = all.compose(before -> ExtraStore.store(transaction, belonging));
        }
        return all;
    }

    private Future<Void> afterFailure(List<Extra> belongings, Throwable failure) {
        if (SqlFailure.unavailable(failure) || SqlFailure.retryable(failure)) {
            LOG.debug("attachments and feedback go to the journal", failure);
            return journal(belongings);
        }
        return Future.failedFuture(SqlFailure.unknownReference(failure) ? Refusal.notFound("project") : failure);
    }
}
