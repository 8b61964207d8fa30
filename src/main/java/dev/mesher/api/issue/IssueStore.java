package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.db.LikePattern;
import dev.mesher.http.Times;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A project's issues, as lists show them. */
public final class IssueStore implements IssueRows {
    private static final String BY_IDS =
            """
            SELECT id, title, culprit, level, status, event_count, user_count, first_seen, last_seen, assigned_to
            FROM issues WHERE id = ANY ($2) AND project_id = $1 AND status <> 'deleted'
            ORDER BY last_seen DESC, id DESC""";

    private final Pool pool;

    public IssueStore(Pool pool) {
        this.pool = pool;
    }

    Future<JsonObject> list(UUID project, IssueFilter filter) {
        Statement statement = statement(project, filter);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> Page.of(rows, filter.limit(), IssueStore::item, row -> sortedBy(row, filter.sort())));
    }

    @Override
    public Future<List<JsonObject>> byIds(UUID project, Collection<UUID> ids) {
        if (ids.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " ids");
        }
        return pool.preparedQuery(BY_IDS)
                .execute(Tuple.of(project).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<JsonObject> issues = new ArrayList<>(rows.size());
                    rows.forEach(row -> issues.add(item(row)));
                    return issues;
                });
    }

    /**
     * The statement first finds the page's issues, reading only the columns that it sorts by, since a project may have
     * very many issues.
     */
    static Statement statement(UUID project, IssueFilter filter) {
        String column = filter.sort().column();
        Statement statement = new Statement(
                """
                SELECT id, title, culprit, level, status, event_count, user_count, first_seen, last_seen, assigned_to
                FROM (SELECT id FROM (
                    SELECT id, %s AS sorted FROM issues
                    WHERE status <> 'deleted'"""
                        .formatted(column));
        statement.and("project_id = ?", project);
        filter.status().ifPresent(status -> statement.and("status = ?", status.wireName()));
        filter.level().ifPresent(level -> statement.and("level = ?", level.wireName()));
        filter.assignee().ifPresent(assignee -> assignee.user()
                .ifPresentOrElse(
                        user -> statement.and("assigned_to = ?", user), () -> statement.and("assigned_to IS NULL")));
        filter.titlePart().ifPresent(part -> statement.and("title ILIKE ?", "%" + LikePattern.literal(part) + "%"));
        filter.after().ifPresent(cursor -> statement.and("(" + column + ", id) < (?, ?)", cursor.value(), cursor.id()));
        seenIn(filter, statement);
        statement.add(" ORDER BY sorted DESC, id DESC LIMIT " + (filter.limit() + 1) + ") page JOIN issues USING (id)"
                + " ORDER BY " + column + " DESC, id DESC");
        return statement;
    }

    /**
     * Filters by environment and release. When both are given, the release must have been seen in that environment. The
     * issues are checked one by one in the list's order until the page is full. A join would read this for every issue
     * of every project.
     */
    private static void seenIn(IssueFilter filter, Statement statement) {
        Optional<String> environment = filter.environment();
        Optional<String> release = filter.release();
        if (environment.isEmpty() && release.isEmpty()) {
            statement.add(") i");
            return;
        }
        statement.add(" ORDER BY sorted DESC, id DESC OFFSET 0) i"
                + " WHERE (SELECT true FROM issue_releases r WHERE r.issue_id = i.id");
        environment.ifPresent(name -> statement.and("r.environment = ?", name));
        release.ifPresent(name -> statement.and("r.release = ?", name));
        statement.add(" LIMIT 1)");
    }

    private static String sortedBy(Row row, IssueFilter.Sort sort) {
        return sort.kind() == Cursor.Kind.TIME
                ? Times.text(row.getOffsetDateTime(sort.column()))
                : Long.toString(row.getLong(sort.column()));
    }

    /** The fields of an issue that every list shows. */
    static JsonObject item(Row row) {
        UUID assignee = row.getUUID("assigned_to");
        return new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("title", row.getString("title"))
                .put("culprit", row.getString("culprit"))
                .put("level", row.getString("level"))
                .put("status", row.getString("status"))
                .put("event_count", row.getLong("event_count"))
                .put("user_count", row.getLong("user_count"))
                .put("first_seen", Times.text(row.getOffsetDateTime("first_seen")))
                .put("last_seen", Times.text(row.getOffsetDateTime("last_seen")))
                .put("assigned_to", assignee == null ? null : assignee.toString());
    }
}
