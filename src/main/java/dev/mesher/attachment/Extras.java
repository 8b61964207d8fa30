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

/** Stores extras: attachments and user feedback. */
public final class Extras {
    private static final Logger LOG = LoggerFactory.getLogger(Extras.class);

    /** PostgreSQL counts as away when a commit takes longer than this. */
    private static final long COMMIT_SECONDS = 10;

    private final Journal journal;
    private final Pool pool;

    public Extras(Journal journal, Pool pool) {
        this.journal = journal;
        this.pool = pool;
    }

    /**
     * Completes when everything is committed, or stored in the journal on disk while PostgreSQL is away. Otherwise
     * nothing is stored, and the future fails with status 503.
     */
    public Future<Void> store(List<Extra> extras) {
        return pool.withTransaction(transaction -> store(transaction, extras))
                .timeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> afterFailure(extras, failure));
    }

    /**
     * Stores the extras of an event that is itself in the journal. They go to the journal as well, without trying
     * PostgreSQL first.
     */
    public Future<Void> journal(List<Extra> extras) {
        return journal.append(extras, ExtraCodec::entry).mapEmpty();
    }

    private static Future<Void> store(SqlConnection transaction, List<Extra> extras) {
        Future<Void> all = Future.succeededFuture();
        for (Extra extra : extras) {
            all = all.compose(before -> ExtraStore.store(transaction, extra));
        }
        return all;
    }

    private Future<Void> afterFailure(List<Extra> extras, Throwable failure) {
        if (SqlFailure.unavailable(failure) || SqlFailure.retryable(failure)) {
            LOG.debug("attachments and feedback go to the journal", failure);
            return journal(extras);
        }
        return Future.failedFuture(SqlFailure.unknownReference(failure) ? Refusal.notFound("project") : failure);
    }
}
