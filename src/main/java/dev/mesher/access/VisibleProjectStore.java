package dev.mesher.access;

import dev.mesher.event.Uuids;
import dev.mesher.text.FullPattern;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/** Finds a project by UUID, number or slug, among those that the caller may see. */
public final class VisibleProjectStore {
    private static final FullPattern NUMBER = FullPattern.of("\\d++", 8_192);
    private static final int MAX_NUMBER_DIGITS = 18;

    private static final String BY_ID = "SELECT org_id, id FROM projects WHERE id = $1 AND deleted_at IS NULL";
    private static final String BY_NUMBER = "SELECT org_id, id FROM projects WHERE number = $1 AND deleted_at IS NULL";

    /** A slug is unique within an organisation only. Among those that the caller may see, the oldest project wins. */
    private static final String BY_SLUG = "SELECT org_id, id FROM projects"
            + " WHERE slug = $1 AND deleted_at IS NULL AND ($2::uuid[] IS NULL OR org_id = ANY ($2)) ORDER BY created_at, id LIMIT 1";

    private final Pool pool;

    public VisibleProjectStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Empty when there is no such project, or the caller may not see it.
     *
     * @param reference must not contain a NUL character, which PostgreSQL refuses
     */
    public Future<Optional<VisibleProject>> find(Principal caller, String reference) {
        return found(caller, reference)
                .map(project -> project.filter(
                        there -> caller.roleIn(there.organization()).isPresent()));
    }

    private Future<Optional<VisibleProject>> found(Principal caller, String reference) {
        Optional<UUID> id = Uuids.parseDashed(reference);
        if (id.isPresent()) {
            return one(BY_ID, Tuple.of(id.get()));
        }
        if (NUMBER.matches(reference)) {
            return reference.length() > MAX_NUMBER_DIGITS
                    ? Future.succeededFuture(Optional.empty())
                    : one(BY_NUMBER, Tuple.of(Long.parseLong(reference)));
        }
        return one(BY_SLUG, Tuple.of(reference).addArrayOfUUID(caller.organizationFilter()));
    }

    private Future<Optional<VisibleProject>> one(String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(new VisibleProject(row.getUUID("org_id"), row.getUUID("id")));
        });
    }
}
