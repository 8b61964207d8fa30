package dev.mesher.api.query;

import dev.mesher.api.endpoint.Statement;
import dev.mesher.db.LikePattern;
import dev.mesher.decode.Users;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query with what had to be looked up for it, as conditions of SQL. Every value from outside is a parameter.
 *
 * @param me the caller; null when the caller has no account
 * @param found the issues that meet the condition of a term. A term that very many issues meet is missing here: the
 *     issues of the list are checked for it one by one
 * @param complete whether all events with the tags were looked at
 */
public record ResolvedQuery(IssueQuery query, @Nullable UUID me, Map<Term, UUID[]> found, boolean complete) {
    /** Every issue. */
    public static final ResolvedQuery ALL = new ResolvedQuery(IssueQuery.ALL, null, Map.of(), true);

    /** The most look-ups into other tables for the checks of one list. */
    static final int MOST_CHECKED = 2_500;

    /** Whether issues are checked one by one for some terms, which reads other rows than their own. */
    public boolean checksOneByOne() {
        return query.terms().stream().anyMatch(term -> lookUpsOfCheck(term) > 0);
    }

    /** The most issues that are checked so for one list. Meaningless without such terms. */
    public int mostChecked() {
        return MOST_CHECKED
                / Math.max(
                        1, query.terms().stream().mapToInt(this::lookUpsOfCheck).sum());
    }

    /** Adds the terms that read only the row {@code i} of {@code issues}. */
    public void addOwn(Statement statement) {
        query.terms().stream().filter(term -> lookUpsOfCheck(term) == 0).forEach(term -> add(term, statement));
        // Most issues had few events in the running hour, which their own row tells.
        if (query.terms().contains(new Term(false, new Condition.Is(Condition.State.SPIKING)))) {
            statement.and(IssueMarks.MAY_SPIKE);
        }
    }

    /** Adds the other terms. They need the columns of {@code i} that {@link IssueMarks#SPIKING} reads, and its {@code id}. */
    public void addOthers(Statement statement) {
        query.terms().stream().filter(term -> lookUpsOfCheck(term) > 0).forEach(term -> add(term, statement));
    }

    private int lookUpsOfCheck(Term term) {
        return found.containsKey(term) ? 0 : term.condition().lookUpsOfCheck();
    }

    private void add(Term term, Statement statement) {
        Sql sql = sql(term);
        statement.and(term.negated() ? "(" + sql.text + ") IS NOT TRUE" : sql.text, sql.values);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Sql(String text, Object... values) {}

    private Sql sql(Term term) {
        UUID[] issues = found.get(term);
        if (issues == null) {
            return check(term.condition());
        }
        return issues.length == 0 ? new Sql("false") : new Sql("i.id = ANY (?::uuid[])", (Object) issues);
    }

    private Sql check(Condition condition) {
        if (condition instanceof Condition.Is is) {
            return new Sql(is.state().sql());
        } else if (condition instanceof Condition.OfLevel of) {
            return new Sql("i.level = ?", of.level().wireName());
        } else if (condition instanceof Condition.SeenInEnvironment seen) {
            return new Sql(one("issue_releases r WHERE r.issue_id = i.id AND r.environment = ?"), seen.environment());
        } else if (condition instanceof Condition.SeenInRelease seen) {
            return release(seen);
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
        } else if (condition instanceof Condition.Tagged) {
            return new Sql("false");
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

    private static Sql release(Condition.SeenInRelease seen) {
        String of = "issue_releases r WHERE r.issue_id = i.id AND r.release = ?";
        return seen.environment() == null
                ? new Sql(one(of), seen.release())
                : new Sql(one(of + " AND r.environment = ?"), seen.release(), seen.environment());
    }

    /**
     * Whether there is such a row. LIMIT keeps the planner from reading the whole table for a join. Without it, it would
     * read the rows of every project.
     */
    private static String one(String from) {
        return "(SELECT true FROM " + from + " LIMIT 1)";
    }
}
