package dev.mesher.write;

import dev.mesher.db.SqlFailure;
import dev.mesher.event.Attachment;
import dev.mesher.event.Refusal;
import dev.mesher.event.UserFeedback;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what belongs to an event: its attachments, and what users say about it. */
public final class Belongings {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Pool pool;

    public Belongings(Pool pool) {
        this.pool = pool;
    }

    /**
     * Completes when all of it is committed, or nothing. They are not journalled: while PostgreSQL is away this fails with a
     * 503.
     *
     * @param event the client's id of the event that the attachments belong to; null when there are none
     */
    public Future<Void> store(
            UUID project,
            @Nullable UUID event,
            Instant receivedAt,
            List<Attachment> attachments,
            List<UserFeedback> feedback) {
        return pool.withTransaction(transaction -> {
                    Future<Void> all = Future.succeededFuture();
                    for (Attachment attachment : attachments) {
                        all = all.compose(before -> event == null
                                ? Future.succeededFuture()
                                : BelongingStore.attach(transaction, project, event, receivedAt, attachment));
                    }
                    return all.compose(attached -> say(transaction, project, receivedAt, feedback));
                })
                .recover(Belongings::refused);
    }

    private static Future<Void> say(
            SqlConnection transaction, UUID project, Instant receivedAt, List<UserFeedback> feedback) {
        Future<Void> all = Future.succeededFuture();
        for (UserFeedback each : feedback) {
            all = all.compose(before -> BelongingStore.say(transaction, project, receivedAt, each));
        }
        return all;
    }

    private static Future<Void> refused(Throwable cause) {
        if (SqlFailure.unavailable(cause) || SqlFailure.retryable(cause)) {
            LOG.warn("[Mesher] attachments not stored, PostgreSQL does not take them: {}", cause.toString());
            return Future.failedFuture(Refusal.unavailable("attachments cannot be stored now"));
        }
        return Future.failedFuture(
                FOREIGN_KEY_VIOLATION.equals(SqlFailure.state(cause)) ? Refusal.notFound("project") : cause);
    }
}
