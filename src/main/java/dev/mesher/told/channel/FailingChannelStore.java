package dev.mesher.told.channel;

import dev.mesher.db.ClockAhead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The channels through which every try has failed for a day or longer. */
public final class FailingChannelStore {
    /** The most that are listed. */
    public static final int MOST = 20;

    private static final String FOR_A_DAY = "failing_since <= now() + $1::interval - interval '1 day'";

    private static final String COUNT = "SELECT count(*) FROM channels WHERE " + FOR_A_DAY;

    private static final String LIST = "SELECT id, org_id, kind, name, failing_since FROM channels WHERE " + FOR_A_DAY
            + " AND ($2::uuid[] IS NULL OR org_id = ANY ($2)) ORDER BY failing_since, id LIMIT " + MOST;

    private final Pool pool;
    private final ClockAhead clock;

    public FailingChannelStore(Pool pool, ClockAhead clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** How many there are in all organisations. */
    public Future<Long> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(clock.interval()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Those that have failed for longest, at most {@link #MOST}.
     *
     * @param organizations whose channels are listed; null for all
     */
    public Future<List<FailingChannel>> list(UUID @Nullable [] organizations) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.tuple().addValue(clock.interval()).addArrayOfUUID(organizations))
                .map(rows -> {
                    List<FailingChannel> failing = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        failing.add(new FailingChannel(
                                row.getUUID("id"),
                                row.getUUID("org_id"),
                                row.getString("kind"),
                                row.getString("name"),
                                row.getOffsetDateTime("failing_since")));
                    }
                    return failing;
                });
    }
}
