package dev.mesher.api.query;

import dev.mesher.api.endpoint.Statement;
import dev.mesher.db.LikePattern;
import dev.mesher.decode.Users;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query with what had to be looked up for it, as conditions of SQL. Every value from outside is a parameter.
 *
 * @param me the caller; null when the caller has no account
 * @param tagged the issues with each tag
 * @param complete whether all events with the tags were looked at
 */
public record ResolvedQuery(
        IssueQuery query, @Nullable UUID me, Map<Condition.Tagged, UUID[]> tagged, boolean complete) {
    /** Every issue. */
    public static final ResolvedQuery ALL = new ResolvedQuery(IssueQuery.ALL, null, Map.of(), true);

    /** Whether some terms read other rows than the issue's own. */
    public boolean readsOtherRows() {
        return query.terms().stream().anyMatch(term -> term.condition().readsOtherRows());
    }

    /** Adds the terms that read only the row {@code i} of {@code issues}. */
    public void addOwn(Statement statement) {
        query.terms().stream()
                .filter(term -> !term.condition().readsOtherRows())
                .forEach(term -> add(term, statement));
    }

    /** Adds the other terms. They need the columns of {@code i} that {@link IssueMarks#SPIKING} reads, and its {@code id}. */
    public void addOthers(Statement statement) {
        query.terms().stream().filter(term -> term.condition().readsOtherRows()).forEach(term -> add(term, statement));
    }

    private void add(Term term, Statement statement) {
        Sql sql = sql(term);
        statement.and(term.negated() ? "(" + sql.text + ") IS NOT TRUE" : sql.text, sql.values);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sql(String text, Object... values) {}

    private Sql sql(Term term) {
        Condition condition = term.condition();
        if (condition instanceof Condition.Is is) {
            return new Sql(is.state().sql());
        } else if (condition instanceof Condition.OfLevel of) {
            return new Sql("i.level = ?", of.level().wireName());
        } else if (condition instanceof Condition.SeenInEnvironment seen) {
            return new Sql(one("issue_releases r WHERE r.issue_id = i.id AND r.environment = ?"), seen.environment());
        } else if (condition instanceof Condition.SeenInRelease seen) {
            return release(seen.release(), !term.negated());
        } else if (condition instanceof Condition.AssignedToCaller) {
            return me == null ? new Sql("false") : new Sql("i.assigned_to = ?", me);
        } else if (condition instanceof Condition.AssignedTo assigned) {
            return new Sql("i.assigned_to = ?", assigned.user());
        } else if (condition instanceof Condition.AssignedToAddress assigned) {
            return new Sql(
                    "i.assigned_to = ANY (ARRAY(SELECT u.id FROM users u"
                            + " WHERE lower(u.email COLLATE \"C\") = lower(?::text COLLATE \"C\")))",
                    assigned.email());
        } else if (condition instanceof Condition.MetBy met) {
            return new Sql(one("issue_users u WHERE u.issue_id = i.id AND u.user_hash = ANY (?::uuid[])"), (Object)
                    Users.hashes(met.user()).toArray(UUID[]::new));
        } else if (condition instanceof Condition.Tagged tag) {
            return new Sql("i.id = ANY (?::uuid[])", (Object) tagged.getOrDefault(tag, new UUID[0]));
        } else if (condition instanceof Condition.Ago ago) {
            return new Sql(
                    ago.field().column() + (ago.longer() ? " < " : " >= ") + "now() - ?::bigint * interval '1 second'",
                    ago.time().toSeconds());
        } else if (condition instanceof Condition.At at) {
            return new Sql(at.field().column() + (at.later() ? " > " : " < ") + "?", at.time());
        } else if (condition instanceof Condition.Counted counted) {
            return new Sql(counted.field().column() + (counted.more() ? " > " : " < ") + "?", counted.count());
        } else if (condition instanceof Condition.InTitle in) {
            return new Sql("i.title ILIKE ?", "%" + LikePattern.literal(in.text()) + "%");
        }
        throw new IllegalStateException(condition.toString());
    }

    /** With one environment in the query too, the release must have been seen in that environment. */
    private Sql release(String release, boolean inEnvironment) {
        List<String> environments = query.terms().stream()
                .filter(each -> !each.negated() && each.condition() instanceof Condition.SeenInEnvironment)
                .map(each -> ((Condition.SeenInEnvironment) each.condition()).environment())
                .distinct()
                .toList();
        String of = "issue_releases r WHERE r.issue_id = i.id AND r.release = ?";
        return inEnvironment && environments.size() == 1
                ? new Sql(one(of + " AND r.environment = ?"), release, environments.get(0))
                : new Sql(one(of), release);
    }

    /**
     * Whether there is such a row. LIMIT keeps the planner from reading the whole table for a join. Without it, it would
     * read the rows of every project.
     */
    private static String one(String from) {
        return "(SELECT true FROM " + from + " LIMIT 1)";
    }
}
