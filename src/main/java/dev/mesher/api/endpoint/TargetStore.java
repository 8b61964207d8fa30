package dev.mesher.api.endpoint;

import dev.mesher.access.Principal;
import dev.mesher.access.VisibleProjectStore;
import dev.mesher.event.Refusal;
import dev.mesher.event.Uuids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Finds the target of a path among what the caller may see. A target of another organisation counts as missing. */
public final class TargetStore {
    private static final String ORG = "SELECT t.id AS org, NULL::uuid AS project, t.id FROM organizations t WHERE t.";

    private final Pool pool;
    private final VisibleProjectStore projects;
    private final Map<String, TargetFinder> finders;

    /**
     * Creates a store that finds organisations and projects.
     *
     * @param finders what finds other targets, by the name of the path's parameter
     */
    public TargetStore(Pool pool, Map<String, TargetFinder> finders) {
        this.pool = pool;
        this.projects = new VisibleProjectStore(pool);
        this.finders = Map.copyOf(finders);
    }

    /** Finds the target. Refuses malformed text with 400, and a target that is missing for this caller with 404. */
    public Future<Target> find(Principal caller, String parameter, String text) {
        String checked = Parameters.checked(parameter, text);
        return switch (parameter) {
            case "org" ->
                Uuids.parseDashed(checked)
                        .map(id -> one(pool, ORG + "id = $1", Tuple.of(id)))
                        .orElseGet(() -> one(pool, ORG + "slug = $1", Tuple.of(checked)))
                        .compose(target -> visible(caller, "organization", target));
            case "project" ->
                projects.find(caller, checked)
                        .map(project -> project.map(found -> new Target(found.organization(), found.id(), found.id())))
                        .compose(target -> visible(caller, parameter, target));
            default ->
                finder(parameter)
                        .find(Parameters.uuid(parameter, checked), caller.organizationFilter())
                        .compose(target -> visible(caller, parameter, target));
        };
    }

    /**
     * A finder by a query.
     *
     * @param sql takes the id, and returns rows of {@code org}, {@code project} and {@code id}
     */
    public static TargetFinder byId(Pool pool, String sql) {
        return (id, organizations) -> one(pool, sql, Tuple.of(id));
    }

    /** A finder of the rows of a table that has a {@code project_id}. */
    public static TargetFinder inProject(Pool pool, String table) {
        return byId(
                pool,
                "SELECT p.org_id AS org, t.project_id AS project, t.id FROM " + table
                        + " t JOIN projects p ON p.id = t.project_id AND p.deleted_at IS NULL WHERE t.id = $1");
    }

    private TargetFinder finder(String parameter) {
        TargetFinder finder = finders.get(parameter);
        if (finder == null) {
            throw new IllegalArgumentException("no target is named :" + parameter);
        }
        return finder;
    }

    private static Future<Target> visible(Principal caller, String what, Optional<Target> target) {
        return target.filter(found -> found.organization() != null
                        && caller.roleIn(found.organization()).isPresent())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(Refusal.notFound(what)));
    }

    private static Future<Optional<Target>> one(Pool pool, String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments).map(rows -> {
            Iterator<Row> each = rows.iterator();
            if (!each.hasNext()) {
                return Optional.empty();
            }
            Row row = each.next();
            return Optional.of(new Target(row.getUUID("org"), row.getUUID("project"), row.getUUID("id")));
        });
    }
}
