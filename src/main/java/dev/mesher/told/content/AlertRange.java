package dev.mesher.told.content;

import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Alerts of an episode, by their numbers.
 *
 * @param after the number of the last alert before the range
 * @param upTo the number of its last alert
 */
record AlertRange(UUID episode, long after, long upTo) {
    /** Most alerts of a range that are read, the newest ones. */
    static final int MOST = 20_000;

    /** Selects the issues of the newest {@code $4} alerts of the range {@code $1, $2, $3}. */
    static final String ALERTS =
            """
            SELECT a.issue_id, a.number, a.status, a.message, a.condition_snapshot FROM alerts a
            WHERE a.episode_id = $1 AND a.number > $2 AND a.number <= $3
            ORDER BY a.number DESC LIMIT $4""";

    /** The arguments of {@link #ALERTS}, to which others may be added. */
    Tuple arguments(int most) {
        return Tuple.of(episode, after, upTo, most);
    }
}
