package dev.mesher.api.channel;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.db.ClockAhead;
import dev.mesher.db.SqlFailure;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Messages that somebody asks for: a test of a channel, and one that shall be sent again. */
public final class MessageQueueStore {
    /** Takes the message's id. */
    public static final String TARGET =
            """
            SELECT c.org_id AS org, NULL::uuid AS project, m.id
            FROM messages m JOIN channels c ON c.id = m.channel_id WHERE m.id = $1""";

    /** The most tests of a channel that wait. */
    static final int MOST_TESTS = 5;

    /** Who tests a channel looks at the answer: a test is not tried for as long as other messages. */
    private static final String PATIENCE =
            "CASE %s WHEN 'test' THEN interval '10 minutes' ELSE interval '24 hours' END";

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String TEST =
            """
            INSERT INTO messages (channel_id, kind, said_by, created_at, due_at, next_try_at, give_up_at)
            SELECT $1, 'test', (SELECT %s FROM users u WHERE u.id = $2::uuid), t, t, t, t + %s
            FROM (SELECT now() + $3::interval AS t) clock
            WHERE (SELECT count(*) FROM messages
                   WHERE channel_id = $1 AND kind = 'test' AND delivered_at IS NULL AND given_up_at IS NULL) < $4
            RETURNING id"""
                    .formatted(ActivityLogStore.userName("u"), PATIENCE.formatted("'test'"));

    /** The claim of a message that is being sent stays, so that no other node sends it at the same time. */
    private static final String AGAIN =
            """
            UPDATE messages SET
                due_at = least(due_at, t), next_try_at = t, give_up_at = t + %s, delivered_at = NULL, given_up_at = NULL,
                claimed_until = CASE WHEN delivered_at IS NULL AND given_up_at IS NULL THEN claimed_until END
            FROM (SELECT now() + $2::interval AS t) clock WHERE id = $1"""
                    .formatted(PATIENCE.formatted("kind"));

    private final Pool pool;
    private final ClockAhead clock;
    private final IntConsumer queued;

    /**
     * @param queued is told after the commit how many messages were queued
     */
    public MessageQueueStore(Pool pool, ClockAhead clock, IntConsumer queued) {
        this.pool = pool;
        this.clock = clock;
        this.queued = queued;
    }

    /**
     * Queues a test message, and returns its id. Refuses while too many tests of the channel wait.
     *
     * @param user who tests; null for a caller without an account
     */
    Future<UUID> test(UUID channel, @Nullable UUID user) {
        return pool.preparedQuery(TEST)
                .execute(Tuple.of(channel, user, clock.interval(), MOST_TESTS))
                .recover(failure -> Future.failedFuture(
                        FOREIGN_KEY_VIOLATION.equals(SqlFailure.state(failure))
                                ? Refusal.notFound("channel")
                                : failure))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusal.conflict(MOST_TESTS + " tests of this channel are waiting to be sent");
                    }
                    queued.accept(1);
                    return rows.iterator().next().getUUID("id");
                });
    }

    /** Queues a message anew, delivered or not, with the same id and content. */
    Future<Void> again(UUID message) {
        return pool.preparedQuery(AGAIN)
                .execute(Tuple.of(message, clock.interval()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Refusal.notFound("message");
                    }
                    queued.accept(1);
                    return null;
                });
    }
}
