package dev.mesher.api.activity;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When each user last looked at a project. */
public final class SeenStore {
    private static final String GET = "SELECT at FROM project_visits WHERE project_id = $1 AND user_id = $2";

    /** Of two pages that are open at once the later look counts, and no look is in the future. */
    private static final String SET =
            """
            INSERT INTO project_visits AS v (project_id, user_id, at)
            VALUES ($1, $2, least(coalesce($3, now()), now()))
            ON CONFLICT (project_id, user_id) DO UPDATE SET at = greatest(v.at, excluded.at)
            RETURNING at""";

    private final Pool pool;

    public SeenStore(Pool pool) {
        this.pool = pool;
    }

    /** Empty when the user has never looked. */
    Future<Optional<OffsetDateTime>> get(UUID project, UUID user) {
        return pool.preparedQuery(GET).execute(Tuple.of(project, user)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            return each.hasNext() ? Optional.of(each.next().getOffsetDateTime("at")) : Optional.empty();
        });
    }

    /**
     * Remembers a look, and returns the latest one.
     *
     * @param at null for now
     */
    Future<OffsetDateTime> set(UUID project, UUID user, @Nullable OffsetDateTime at) {
        return pool.preparedQuery(SET)
                .execute(Tuple.of(project, user, at))
                .map(rows -> rows.iterator().next().getOffsetDateTime("at"));
    }
}
