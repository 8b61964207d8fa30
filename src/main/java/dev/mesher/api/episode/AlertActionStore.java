package dev.mesher.api.episode;

import dev.mesher.activity.ActivityLogStore;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges and resolves alerts and whole episodes, notes who did it, and queues what the channels are told of it, in one
 * transaction. What was done before is not done again, and nobody is told of it again.
 */
public final class AlertActionStore {
    private static final String NOTE =
            """
            INSERT INTO alert_actions (%s, at, action, via, user_id, channel_id, who)
            VALUES ($1, now(), $2, $3, $4, $5, $6)""";

    /**
     * The channels that were told of the episode, or are about to be. PagerDuty is not told what it has said itself. A
     * message that still waits says it already.
     */
    private static final String TELL =
            """
            INSERT INTO messages (channel_id, episode_id, kind, said_by, due_at, next_try_at, give_up_at)
            SELECT DISTINCT m.channel_id, $1::uuid, $2::text,
                   CASE $3
                       WHEN 'link' THEN (SELECT 'a link sent to ' || name FROM channels WHERE id = $5::uuid)
                       WHEN 'pagerduty' THEN coalesce($6::text || ' in ', '') || 'PagerDuty'
                       ELSE (SELECT %s FROM users u WHERE u.id = $4::uuid) END,
                   now(), now(), now() + interval '24 hours'
            FROM messages m
            WHERE m.episode_id = $1 AND m.kind IN ('first', 'digest') AND m.given_up_at IS NULL
              AND NOT ($3 = 'pagerduty' AND m.channel_id = $5)
              AND NOT EXISTS (SELECT FROM messages w
                  WHERE w.episode_id = $1 AND w.channel_id = m.channel_id AND w.kind = $2 AND w.attempt = 0
                    AND w.delivered_at IS NULL AND w.given_up_at IS NULL)"""
                    .formatted(ActivityLogStore.userName("u"));

    private final Pool pool;
    private final IntConsumer queued;

    /**
     * @param queued is told after the commit how many messages were queued, if any
     */
    public AlertActionStore(Pool pool, IntConsumer queued) {
        this.pool = pool;
        this.queued = queued;
    }

    /**
     * What an action came to.
     *
     * @param changed whether anything changed
     * @param queued how many messages tell of it
     */
    private record Done(boolean changed, int queued) {
        static final Done BEFORE = new Done(false, 0);
    }

    /** Acts on one alert. Nothing changes when that was done before. A resolved alert cannot be acknowledged (409). */
    Future<Void> alert(UUID alert, AlertAction action, Actor actor) {
        return committed(transaction -> episodeOf(transaction, alert)
                        .compose(episode -> episode == null
                                ? change(transaction, "id", "alert_id", alert, action, actor)
                                        .map(changed -> new Done(changed, 0))
                                : within(
                                        transaction,
                                        episode,
                                        actor,
                                        () -> change(transaction, "id", "alert_id", alert, action, actor)))
                        .compose(done -> done.changed() || action == AlertAction.RESOLVE
                                ? Future.succeededFuture(done)
                                : refuseResolved(transaction, alert).map(done)))
                .mapEmpty();
    }

    /**
     * Acts on all alerts of an episode that are not as far yet.
     *
     * @return whether anything changed; false, too, when the episode is not there any more
     */
    Future<Boolean> episode(UUID episode, AlertAction action, Actor actor) {
        return committed(transaction -> lock(transaction, episode)
                        .compose(there -> there
                                ? within(
                                        transaction,
                                        episode,
                                        actor,
                                        () -> change(transaction, "episode_id", "episode_id", episode, action, actor))
                                : Future.succeededFuture(Done.BEFORE)))
                .map(Done::changed);
    }

    private Future<Done> committed(Function<SqlConnection, Future<Done>> work) {
        return pool.withTransaction(work).map(done -> {
            if (done.queued() > 0) {
                queued.accept(done.queued());
            }
            return done;
        });
    }

    private interface Change {
        Future<Boolean> run();
    }

    private static Future<Done> within(SqlConnection transaction, UUID episode, Actor actor, Change change) {
        return EpisodeStatusStore.read(transaction, episode).compose(before -> change.run()
                .compose(changed -> changed
                        ? EpisodeStatusStore.read(transaction, episode)
                                .compose(after -> tell(transaction, episode, after.newsSince(before), actor))
                                .map(queued -> new Done(true, queued))
                        : Future.succeededFuture(Done.BEFORE)));
    }

    private static Future<Boolean> change(
            SqlConnection transaction, String column, String noted, UUID id, AlertAction action, Actor actor) {
        return transaction
                .preparedQuery(action.update(column))
                .execute(Tuple.of(id, actor.user()))
                .compose(rows -> rows.rowCount() == 0
                        ? Future.succeededFuture(false)
                        : transaction
                                .preparedQuery(NOTE.formatted(noted))
                                .execute(Tuple.of(
                                        id,
                                        action.done(),
                                        actor.via().wireName(),
                                        actor.user(),
                                        actor.channel(),
                                        actor.who()))
                                .map(true));
    }

    /** Comes to how many messages it queued. */
    private static Future<Integer> tell(
            SqlConnection transaction, UUID episode, Optional<AlertAction> news, Actor actor) {
        return news.isEmpty()
                ? Future.succeededFuture(0)
                : acknowledged(transaction, episode, news.get()).compose(noted -> transaction
                        .preparedQuery(TELL)
                        .execute(Tuple.of(
                                episode,
                                news.get().done(),
                                actor.via().wireName(),
                                actor.user(),
                                actor.channel(),
                                actor.who()))
                        .map(rows -> rows.rowCount()));
    }

    private static Future<Void> acknowledged(SqlConnection transaction, UUID episode, AlertAction news) {
        return news == AlertAction.RESOLVE
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery("UPDATE episodes SET acknowledged_at = now() WHERE id = $1")
                        .execute(Tuple.of(episode))
                        .mapEmpty();
    }

    /** The alert's episode, which is locked then: who acts on others of its alerts waits. Null when it has none. */
    private static Future<@Nullable UUID> episodeOf(SqlConnection transaction, UUID alert) {
        return transaction
                .preparedQuery(
                        "SELECT id FROM episodes WHERE id = (SELECT episode_id FROM alerts WHERE id = $1) FOR NO KEY UPDATE")
                .execute(Tuple.of(alert))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
    }

    /** Raising another alert of the episode waits, too. */
    private static Future<Boolean> lock(SqlConnection transaction, UUID episode) {
        return transaction
                .preparedQuery("SELECT FROM episodes WHERE id = $1 FOR NO KEY UPDATE")
                .execute(Tuple.of(episode))
                .map(rows -> rows.size() > 0);
    }

    private static Future<Void> refuseResolved(SqlConnection transaction, UUID alert) {
        return transaction
                .preparedQuery("SELECT FROM alerts WHERE id = $1 AND status = 'acknowledged'")
                .execute(Tuple.of(alert))
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.conflict("the alert is resolved")));
    }
}
