package dev.mesher.stream;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Counts the unresolved issues of projects. */
final class IssueCountStore {
    private static final String UNRESOLVED = "SELECT project_id, count(*) AS unresolved FROM issues"
            + " WHERE project_id = ANY ($1) AND status = 'unresolved' GROUP BY project_id";

    private final Pool pool;

    IssueCountStore(Pool pool) {
        this.pool = pool;
    }

    /** Returns the number of unresolved issues of each of {@code projects}, including those with 0. */
    Future<Map<UUID, Long>> unresolved(Collection<UUID> projects) {
        return pool.preparedQuery(UNRESOLVED)
                .execute(Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Long> counts = new HashMap<>();
                    projects.forEach(project -> counts.put(project, 0L));
                    for (Row row : rows) {
                        counts.put(row.getUUID("project_id"), row.getLong("unresolved"));
                    }
                    return counts;
                });
    }
}
