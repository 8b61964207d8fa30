package dev.mesher.api.issue;

import dev.mesher.api.endpoint.Statement;
import dev.mesher.api.query.IssueMarks;
import dev.mesher.api.query.ResolvedQuery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many issues each of the usual views of a project has. */
public final class IssueViewStore {
    /** Counts are exact up to here. */
    static final int MOST = 10_000;

    /** The most issues that are looked at for all views together, when their own rows tell. */
    static final int MOST_READ = 100_000;

    /** The views. Each is a condition on {@code i}, a row of {@code issues}. */
    private enum View {
        UNRESOLVED("i.status = 'unresolved'"),
        NEW("i.status = 'unresolved' AND " + IssueMarks.NEW),
        REGRESSED("i.status = 'unresolved' AND " + IssueMarks.REGRESSED),
        MINE("i.status = 'unresolved' AND i.mine"),
        UNASSIGNED("i.status = 'unresolved' AND i.assigned_to IS NULL"),
        ARCHIVED("i.status = 'archived'"),
        RESOLVED("i.status = 'resolved'");

        private final String condition;

        View(String condition) {
            this.condition = condition;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String COUNTS = Stream.of(View.values())
            .map(view -> "count(*) FILTER (WHERE i.found AND " + view.condition + ") AS " + view.wireName())
            .collect(Collectors.joining(", "));

    private final Pool pool;

    public IssueViewStore(Pool pool) {
        this.pool = pool;
    }

    /** The counts, each with {@code more} when there are or may be more. */
    Future<JsonObject> counts(UUID project, ResolvedQuery query) {
        Statement statement = statement(project, query);
        return pool.preparedQuery(statement.text())
                .execute(statement.arguments())
                .map(rows -> json(rows.iterator().next(), bound(query)))
                .map(counts -> query.complete() ? counts : counts.put("complete", false));
    }

    /**
     * Reads the project's issues once for all views: those that were seen last, when not all of them can be checked. The
     * outer {@code OFFSET 0} makes the planner check an issue once. Otherwise it checks it for each view again.
     */
    static Statement statement(UUID project, ResolvedQuery query) {
        Statement statement = new Statement("SELECT count(*) AS read, " + COUNTS + " FROM (SELECT i.*, true");
        query.addOthers(statement);
        statement.add(
                """

                AS found FROM (
                    SELECT i.id, i.status, i.first_seen, i.regressed_at, i.last_resolved_at, i.assigned_to, i.hour, i.hour_count,
                           i.event_count, true""");
        if (query.me() == null) {
            statement.add(" AND false");
        } else {
            statement.and("i.assigned_to = ?", query.me());
        }
        statement.add(" AS mine FROM issues i WHERE i.status NOT IN ('deleted', 'discarded')");
        statement.and("i.project_id = ?", project);
        query.addOwn(statement);
        statement.add((query.checksOneByOne() ? " ORDER BY i.last_seen DESC, i.id DESC" : "") + " LIMIT " + bound(query)
                + ") i OFFSET 0) i");
        return statement;
    }

    private static int bound(ResolvedQuery query) {
        return query.checksOneByOne() ? query.mostChecked() : MOST_READ;
    }

    private static JsonObject json(Row row, int bound) {
        boolean stopped = row.getLong("read") == bound;
        JsonObject counts = new JsonObject();
        for (View view : View.values()) {
            long count = row.getLong(view.wireName());
            counts.put(
                    view.wireName(),
                    new JsonObject().put("count", Math.min(MOST, count)).put("more", stopped || count > MOST));
        }
        return counts;
    }
}
