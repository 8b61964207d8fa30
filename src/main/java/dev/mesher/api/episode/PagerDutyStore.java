package dev.mesher.api.episode;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** What has to be known of a PagerDuty channel and of an episode before a webhook is followed. */
public final class PagerDutyStore {
    private static final String SECRET =
            "SELECT settings ->> 'webhook_secret' AS secret FROM channels WHERE id = $1 AND kind = 'pagerduty'";

    private static final String EPISODE =
            """
            SELECT EXISTS (SELECT FROM messages m
                WHERE m.episode_id = e.id AND m.channel_id = c.id AND m.kind IN ('calm', 'resolved') AND m.attempt > 0) AS ended
            FROM channels c, episodes e JOIN projects p ON p.id = e.project_id AND p.deleted_at IS NULL
            WHERE c.id = $1 AND e.id = $2 AND p.org_id = c.org_id""";

    private final Pool pool;

    public PagerDutyStore(Pool pool) {
        this.pool = pool;
    }

    /** The secret of the channel's webhook. Empty when there is no such channel, or it has no secret. */
    Future<Optional<String>> secret(UUID channel) {
        return pool.preparedQuery(SECRET)
                .execute(Tuple.of(channel))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(rows.iterator().next().getString("secret")));
    }

    /**
     * Whether Mesher itself has told this channel to resolve the episode's incident. Empty when the channel's organisation
     * has no such episode.
     */
    Future<Optional<Boolean>> ended(UUID channel, UUID episode) {
        return pool.preparedQuery(EPISODE)
                .execute(Tuple.of(channel, episode))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBoolean("ended")));
    }
}
