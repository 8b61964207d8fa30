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

    /**
     * A page of issues. It says {@code "complete":false} when there may be more that the query did not find. When that
     * is because as many issues were checked as may be, the next page goes on behind them.
     */
    Future<JsonObject> list(UUID project, IssueFilter filter, ResolvedQuery query) {
        Statement statement = statement(project, filter, query);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> Page.of(
                        rows,
                        filter.limit(),
                        filter.withHours() ? IssueRow::withHours : IssueRow::json,
                        row -> sorted(row, filter.sort().column(), filter.sort())))
                .map(page -> query.complete() ? page : page.put("complete", false))
                .compose(page -> query.checksOneByOne() && !page.getBoolean("has_more")
                        ? toBound(page, project, filter, query)
                        : Future.succeededFuture(page));
    }

    /** Ends a page that is not full at the last issue that was checked, if there may be more behind it. */
    private Future<JsonObject> toBound(JsonObject page, UUID project, IssueFilter filter, ResolvedQuery query) {
        Statement last = new Statement(candidates(filter));
        own(last, project, filter, query);
        last.add(inOrder(filter) + " OFFSET " + (query.mostChecked() - 1) + " LIMIT 1");
        return pool.preparedQuery(last.text()).execute(last.arguments()).map(rows -> {
            for (Row row : rows) {
                page.put("has_more", true)
                        .put("next_cursor", sorted(row, "sorted", filter.sort()))
                        .put("next_cursor_id", row.getUUID("id").toString())
                        .put("complete", false);
            }
            return page;
        });
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
        Statement statement = new Statement("SELECT " + IssueRow.COLUMNS
                + (filter.withHours() ? IssueRow.HOURS_COLUMN : "") + "\nFROM (SELECT id FROM (" + candidates(filter));
        own(statement, project, filter, query);
        if (query.checksOneByOne()) {
            // A join would read the other rows of every issue of every project.
            statement.add(inOrder(filter) + " LIMIT " + query.mostChecked() + ") i WHERE true");
            query.addOthers(statement);
        } else {
            statement.add(") i");
        }
        statement.add(" ORDER BY sorted DESC, id DESC LIMIT " + (filter.limit() + 1) + ") page JOIN issues i USING (id)"
                + inOrder(filter));
        return statement;
    }

    private static String candidates(IssueFilter filter) {
        return "SELECT i.id, i." + filter.sort().column()
                + " AS sorted, i.hour, i.hour_count, i.event_count FROM issues i WHERE i.status <> 'deleted'";
    }

    private static String inOrder(IssueFilter filter) {
        return " ORDER BY i." + filter.sort().column() + " DESC, i.id DESC";
    }

    /** Adds the conditions on the issues' own rows. */
    private static void own(Statement statement, UUID project, IssueFilter filter, ResolvedQuery query) {
        statement.and("i.project_id = ?", project);
        filter.status().ifPresent(status -> statement.and("i.status = ?", status.wireName()));
        filter.level().ifPresent(level -> statement.and("i.level = ?", level.wireName()));
        filter.assignee().ifPresent(assignee -> assignee.user()
                .ifPresentOrElse(
                        user -> statement.and("i.assigned_to = ?", user),
                        () -> statement.and("i.assigned_to IS NULL")));
        filter.titlePart().ifPresent(part -> statement.and("i.title ILIKE ?", "%" + LikePattern.literal(part) + "%"));
        filter.after()
                .ifPresent(cursor -> statement.and(
                        "(i." + filter.sort().column() + ", i.id) < (?, ?)", cursor.value(), cursor.id()));
        query.addOwn(statement);
    }

    private static String sorted(Row row, String column, IssueFilter.Sort sort) {
        return sort.kind() == Cursor.Kind.TIME
                ? Times.text(row.getOffsetDateTime(column))
                : Long.toString(row.getLong(column));
    }
}
