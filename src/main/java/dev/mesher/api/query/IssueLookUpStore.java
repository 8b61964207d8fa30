package dev.mesher.api.query;

import dev.mesher.decode.Users;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the issues that meet a term, before issues are read: those with a tag, seen in a release, or met by a user.
 * A term that few issues meet would otherwise be checked for every issue of the project. A term that many issues meet is
 * not looked up to its end: checks of the list's first issues fill the page.
 */
public final class IssueLookUpStore {
    /** The most rows that the look-ups of one query read together, besides those for tags. */
    public static final int MOST_ROWS = 2_000;

    /**
     * {@code $1} release, {@code $2} environment or null, {@code $3} how many rows are read. {@code ORDER BY} makes the
     * planner read the index of releases, since it may believe that the table's first rows have the release.
     */
    public static final String SEEN_IN_RELEASE =
            """
            SELECT count(*)::integer AS read,
                   array_agg(DISTINCT issue_id) FILTER (WHERE $2::text IS NULL OR environment = $2) AS issues
            FROM (SELECT issue_id, environment FROM issue_releases WHERE release = $1 ORDER BY issue_id LIMIT $3) r""";

    /** {@code $1} hashes, {@code $2} how many rows are read. {@code OFFSET 0} makes the planner look up one hash at a time. */
    public static final String MET_BY =
            """
            SELECT count(*)::integer AS read, array_agg(DISTINCT issue_id) AS issues
            FROM (SELECT u.issue_id FROM unnest($1::uuid[]) h (hash)
                  CROSS JOIN LATERAL (SELECT issue_id FROM issue_users WHERE user_hash = h.hash OFFSET 0) u
                  LIMIT $2) met""";

    private final Pool pool;

    public IssueLookUpStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Looks up what the query needs, one term after the other.
     *
     * @param me the caller; null when the caller has no account
     */
    public Future<ResolvedQuery> resolve(UUID project, IssueQuery query, @Nullable UUID me) {
        List<Term> terms = query.lookUps();
        return new LookUp(project, terms)
                .next(true)
                .map(found -> new ResolvedQuery(query, me, Map.copyOf(found.issues), found.complete));
    }

    private final class LookUp {
        private final UUID project;
        private final int rows;
        private final Iterator<Term> terms;
        private final Map<Term, UUID[]> issues = new HashMap<>();
        private boolean complete;

        LookUp(UUID project, List<Term> terms) {
            this.project = project;
            this.rows = MOST_ROWS / Math.max(1, terms.size());
            this.terms = terms.iterator();
        }

        Future<LookUp> next(boolean completeSoFar) {
            complete = completeSoFar;
            if (!terms.hasNext()) {
                return Future.succeededFuture(this);
            }
            Term term = terms.next();
            if (term.condition() instanceof Condition.Tagged tag) {
                return TaggedIssueStore.find(pool, project, tag).compose(found -> {
                    issues.put(term, found.issues());
                    return next(complete && found.complete());
                });
            }
            return rows(term.condition()).compose(found -> {
                found.ifPresent(ids -> issues.put(term, ids));
                return next(complete);
            });
        }

        /** Empty when there are too many. */
        private Future<Optional<UUID[]>> rows(Condition condition) {
            if (condition instanceof Condition.SeenInRelease seen) {
                return rows(SEEN_IN_RELEASE, Tuple.of(seen.release(), seen.environment(), rows));
            } else if (condition instanceof Condition.MetBy met) {
                Tuple hashes =
                        Tuple.tuple().addArrayOfUUID(Users.hashes(met.user()).toArray(UUID[]::new));
                return rows(MET_BY, hashes.addInteger(rows));
            }
            throw new IllegalStateException(condition.toString());
        }

        private Future<Optional<UUID[]>> rows(String query, Tuple arguments) {
            return pool.preparedQuery(query).execute(arguments).map(answer -> {
                Row row = answer.iterator().next();
                UUID[] found = row.getArrayOfUUIDs("issues");
                return row.getInteger("read") == rows
                        ? Optional.empty()
                        : Optional.of(found == null ? new UUID[0] : found);
            });
        }
    }
}
