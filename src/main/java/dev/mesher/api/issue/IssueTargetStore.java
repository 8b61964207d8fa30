package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Target;
import dev.mesher.api.endpoint.TargetFinder;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds an issue, or what is remembered of one that was merged into another, which is still there. */
public final class IssueTargetStore implements TargetFinder {
    private static final String ISSUE =
            """
            SELECT p.org_id AS org, p.id AS project, i.id, i.merged_into
            FROM issues i JOIN projects p ON p.id = i.project_id AND p.deleted_at IS NULL WHERE i.id = $1 AND i.status <> 'deleted'
            UNION ALL
            SELECT p.org_id, p.id, NULL, m.merged_into
            FROM merged_issues m JOIN issues i ON i.id = m.merged_into AND i.status <> 'deleted'
            JOIN projects p ON p.id = i.project_id AND p.deleted_at IS NULL WHERE m.issue_id = $1""";

    private final Pool pool;

    public IssueTargetStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Optional<Target>> find(UUID id, UUID @Nullable [] organizations) {
        return pool.preparedQuery(ISSUE).execute(Tuple.of(id)).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(new Target(
                    row.getUUID("org"), row.getUUID("project"), row.getUUID("id"), row.getUUID("merged_into")));
        });
    }
}
