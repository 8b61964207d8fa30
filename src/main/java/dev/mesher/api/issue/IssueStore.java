package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Cursor;
import dev.mesher.api.endpoint.Page;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.query.ResolvedQuery;
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
import java.util.UUID;

/** A project's issues, as lists show them. */
public final class IssueStore implements IssueRows {
    static final String BY_IDS = "SELECT " + IssueRow.COLUMNS
            + " FROM issues i WHERE i.id = ANY ($2) AND i.project_id = $1 AND i.status <> 'deleted'"
            + " ORDER BY i.last_seen DESC, i.id DESC";

    private final Pool pool;

    public IssueStore(Pool pool) {
        this.pool = pool;
    }

    /** A page of issues. It says {@code "complete":false} when there may be more that the query did not find. */
    Future<JsonObject> list(UUID project, IssueFilter filter, ResolvedQuery query) {
        Statement statement = statement(project, filter, query);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> Page.of(
                        rows,
                        filter.limit(),
                        filter.withHours() ? IssueRow::withHours : IssueRow::json,
                        row -> sortedBy(row, filter.sort())))
                .map(page -> query.complete() ? page : page.put("complete", false));
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
                    rows.forEach(row -> issues.add(IssueRow.json(row)));
                    return issues;
                });
    }

    /**
     * The statement first finds the page's issues, reading only the columns that it sorts by, since a project may have
     * very many issues.
     */
    static Statement statement(UUID project, IssueFilter filter, ResolvedQuery query) {
        String column = filter.sort().column();
        Statement statement = new Statement(
                """
                SELECT %s%s
                FROM (SELECT id FROM (
                    SELECT i.id, i.%s AS sorted, i.hour, i.hour_count, i.event_count FROM issues i
                    WHERE i.status <> 'deleted'"""
                        .formatted(IssueRow.COLUMNS, filter.withHours() ? IssueRow.HOURS_COLUMN : "", column));
        statement.and("i.project_id = ?", project);
        filter.status().ifPresent(status -> statement.and("i.status = ?", status.wireName()));
        filter.level().ifPresent(level -> statement.and("i.level = ?", level.wireName()));
        filter.assignee().ifPresent(assignee -> assignee.user()
                .ifPresentOrElse(
                        user -> statement.and("i.assigned_to = ?", user),
                        () -> statement.and("i.assigned_to IS NULL")));
        filter.titlePart().ifPresent(part -> statement.and("i.title ILIKE ?", "%" + LikePattern.literal(part) + "%"));
        filter.after()
                .ifPresent(cursor -> statement.and("(i." + column + ", i.id) < (?, ?)", cursor.value(), cursor.id()));
        query.addOwn(statement);
        others(filter, query, statement);
        statement.add(" ORDER BY sorted DESC, id DESC LIMIT " + (filter.limit() + 1) + ") page JOIN issues i USING (id)"
                + " ORDER BY i." + column + " DESC, i.id DESC");
        return statement;
    }

    /**
     * Adds the conditions that read other rows than the issue's own. The issues are checked one by one in the list's
     * order until the page is full. A join would read this for every issue of every project.
     */
    private static void others(IssueFilter filter, ResolvedQuery query, Statement statement) {
        boolean placed = filter.environment().isPresent() || filter.release().isPresent();
        if (!placed && !query.readsOtherRows()) {
            statement.add(") i");
            return;
        }
        statement.add(" ORDER BY sorted DESC, id DESC OFFSET 0) i WHERE true");
        query.addOthers(statement);
        if (placed) {
            seenIn(filter, statement);
        }
    }

    /** When both are given, the release must have been seen in that environment. */
    private static void seenIn(IssueFilter filter, Statement statement) {
        statement.add(" AND (SELECT true FROM issue_releases r WHERE r.issue_id = i.id");
        filter.environment().ifPresent(name -> statement.and("r.environment = ?", name));
        filter.release().ifPresent(name -> statement.and("r.release = ?", name));
        statement.add(" LIMIT 1)");
    }

    private static String sortedBy(Row row, IssueFilter.Sort sort) {
        return sort.kind() == Cursor.Kind.TIME
                ? Times.text(row.getOffsetDateTime(sort.column()))
                : Long.toString(row.getLong(sort.column()));
    }
}
