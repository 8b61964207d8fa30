package dev.mesher.api.episode;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Reads how far an episode's alerts are. */
final class EpisodeStatusStore {
    private static final String READ =
            """
            SELECT EXISTS (SELECT FROM alerts WHERE episode_id = $1 AND status = 'active') AS active,
                   EXISTS (SELECT FROM alerts WHERE episode_id = $1 AND status = 'acknowledged') AS acknowledged""";

    private EpisodeStatusStore() {}

    static Future<EpisodeStatus> read(SqlClient database, UUID episode) {
        return database.preparedQuery(READ).execute(Tuple.of(episode)).map(rows -> {
            Row row = rows.iterator().next();
            return new EpisodeStatus(row.getBoolean("active"), row.getBoolean("acknowledged"));
        });
    }
}
