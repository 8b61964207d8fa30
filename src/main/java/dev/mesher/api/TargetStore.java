package dev.mesher.api;

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
import java.util.UUID;
import java.util.function.Function;

/** Finds the target of a path among what the caller may see. A target of another organisation counts as missing. */
final class TargetStore {
    /** By parameter name, the query that finds a target by UUID. Each row has organisation, project and id. */
    private static final Map<String, String> BY_ID = Map.of(
            "org",
            "SELECT t.id AS org, NULL::uuid AS project, t.id FROM organizations t WHERE t.id = $1",
            "key",
            inProject("api_keys"),
            "rule",
            inProject("alert_rules"),
            "alert",
            inProject("alerts"),
            "attachment",
            AttachmentStore.TARGET);

    /** An issue, or what is remembered of one that has gone into another, which is still there. */
    private static final String ISSUE =
            """
            SELECT p.org_id AS org, p.id AS project, i.id, i.merged_into
            FROM issues i JOIN projects p ON p.id = i.project_id WHERE i.id = $1 AND i.status <> 'deleted'
            UNION ALL
            SELECT p.org_id, p.id, NULL, m.merged_into
            FROM merged_issues m JOIN issues i ON i.id = m.merged_into AND i.status <> 'deleted'
            JOIN projects p ON p.id = i.project_id WHERE m.issue_id = $1""";

    private static final String ORG_BY_SLUG =
            "SELECT t.id AS org, NULL::uuid AS project, t.id FROM organizations t WHERE t.slug = $1";

    private final Pool pool;
    private final VisibleProjectStore projects;
    private final EventDetailStore events;

    TargetStore(Pool pool, EventDetailStore events) {
        this.pool = pool;
        this.projects = new VisibleProjectStore(pool);
        this.events = events;
    }

    /** Finds the target. Refuses malformed text with 400, and a target that is missing for this caller with 404. */
    Future<Target> find(Principal caller, String parameter, String text) {
        String checked = Parameters.checked(parameter, text);
        return switch (parameter) {
            case "event" ->
                events.find(Parameters.uuid(parameter, checked), caller.organizationFilter())
                        .compose(target -> visible(caller, parameter, target));
            case "issue" ->
                one(ISSUE, Tuple.of(Parameters.uuid(parameter, checked)), TargetStore::issue)
                        .compose(target -> visible(caller, parameter, target));
            case "org" ->
                Uuids.parseDashed(checked)
                        .map(id -> byId("org", id))
                        .orElseGet(() -> one(ORG_BY_SLUG, Tuple.of(checked), TargetStore::target))
                        .compose(target -> visible(caller, "organization", target));
            case "project" ->
                projects.find(caller, checked)
                        .map(project -> project.map(found -> new Target(found.organization(), found.id(), found.id())))
                        .compose(target -> visible(caller, parameter, target));
            default ->
                byId(parameter, Parameters.uuid(parameter, checked))
                        .compose(target -> visible(caller, parameter, target));
        };
    }

    private static Future<Target> visible(Principal caller, String what, Optional<Target> target) {
        return target.filter(found -> found.organization() != null
                        && caller.roleIn(found.organization()).isPresent())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(Refusal.notFound(what)));
    }

    private Future<Optional<Target>> byId(String parameter, UUID id) {
        String sql = BY_ID.get(parameter);
        if (sql == null) {
            throw new IllegalArgumentException("no target is named :" + parameter);
        }
        return one(sql, Tuple.of(id), TargetStore::target);
    }

    private Future<Optional<Target>> one(String sql, Tuple arguments, Function<Row, Target> target) {
        return pool.preparedQuery(sql).execute(arguments).map(rows -> {
            Iterator<Row> each = rows.iterator();
            return each.hasNext() ? Optional.of(target.apply(each.next())) : Optional.empty();
        });
    }

    private static Target target(Row row) {
        return new Target(row.getUUID("org"), row.getUUID("project"), row.getUUID("id"));
    }

    private static Target issue(Row row) {
        return new Target(
                row.getUUID("org"), row.getUUID("project"), row.getUUID("id"), null, row.getUUID("merged_into"));
    }

    private static String inProject(String table) {
        return "SELECT p.org_id AS org, t.project_id AS project, t.id FROM " + table
                + " t JOIN projects p ON p.id = t.project_id WHERE t.id = $1";
    }
}
