package dev.mesher.api.project;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The environments and releases of a project, as the digest noted them a few seconds after the events came. */
public final class ReleaseListStore {
    private static final int MOST_ENVIRONMENTS = 100;
    private static final int MOST_ENVIRONMENTS_OF_RELEASE = 20;
    private static final int MOST_NEW_ISSUES = 10_000;

    public static final String ENVIRONMENTS =
            """
            SELECT environment AS name, max(last_seen) AS last_seen FROM project_releases
            WHERE project_id = $1 AND environment <> ''
            GROUP BY environment ORDER BY last_seen DESC, name LIMIT %d"""
                    .formatted(MOST_ENVIRONMENTS);

    private final Pool pool;

    public ReleaseListStore(Pool pool) {
        this.pool = pool;
    }

    /** {@code [{name,last_seen}]}, the last seen first; 100 at most. */
    Future<JsonArray> environments(UUID project) {
        return pool.preparedQuery(ENVIRONMENTS).execute(Tuple.of(project)).map(rows -> {
            JsonArray environments = new JsonArray();
            rows.forEach(row -> environments.add(new JsonObject()
                    .put("name", row.getString("name"))
                    .put("last_seen", Times.text(row.getOffsetDateTime("last_seen")))));
            return environments;
        });
    }

    /** A page of the releases that were first seen in the range, the newest first. */
    Future<JsonObject> releases(
            UUID project,
            Optional<OffsetDateTime> from,
            Optional<OffsetDateTime> to,
            int limit,
            Optional<Cursor> after) {
        Statement page = statement(project, from, to, limit, after);
        return pool.preparedQuery(page.text())
                .execute(page.arguments())
                .map(rows -> Page.of(
                        rows, limit, ReleaseListStore::item, row -> Times.text(row.getOffsetDateTime("first_seen"))));
    }

    /** A hash of the release orders those that were first seen at the same time. */
    static Statement statement(
            UUID project,
            Optional<OffsetDateTime> from,
            Optional<OffsetDateTime> to,
            int limit,
            Optional<Cursor> after) {
        Statement page = new Statement(
                """
                SELECT p.*, (SELECT count(*) FROM (
                                SELECT FROM issue_origins o
                                WHERE o.project_id = p.project_id AND o.release = p.release LIMIT %d) c) AS new_issues
                FROM (SELECT project_id, release, md5(release)::uuid AS id, min(first_seen) AS first_seen,
                             max(last_seen) AS last_seen,
                             (array_agg(environment ORDER BY last_seen DESC) FILTER (WHERE environment <> ''))[1:%d]
                                 AS environments
                      FROM project_releases WHERE release <> ''"""
                        .formatted(MOST_NEW_ISSUES, MOST_ENVIRONMENTS_OF_RELEASE));
        page.and("project_id = ?", project);
        page.add(" GROUP BY project_id, release HAVING true");
        from.ifPresent(first -> page.and("min(first_seen) >= ?", first));
        to.ifPresent(end -> page.and("min(first_seen) < ?", end));
        after.ifPresent(
                cursor -> page.and("(min(first_seen), md5(release)::uuid) < (?, ?)", cursor.value(), cursor.id()));
        page.add(" ORDER BY 4 DESC, 3 DESC LIMIT " + (limit + 1) + ") p ORDER BY first_seen DESC, id DESC");
        return page;
    }

    private static JsonObject item(Row row) {
        String[] environments = row.getArrayOfStrings("environments");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("release", row.getString("release"))
                .put("environments", new JsonArray(environments == null ? List.of() : List.of(environments)))
                .put("first_seen", Times.text(row.getOffsetDateTime("first_seen")))
                .put("last_seen", Times.text(row.getOffsetDateTime("last_seen")))
                .put("new_issues", row.getLong("new_issues"));
    }
}
