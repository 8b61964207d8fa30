package dev.mesher.api.event;

import dev.mesher.api.endpoint.Statement;
import dev.mesher.decode.Users;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An issue's events, newest first, with filters. Reads them by the index of issues, up to a bound. */
public final class IssueEventStore {
    /** Most events that one page compares with the filters. */
    static final int MOST_SCANNED = 2_000;

    /** PostgreSQL reads and sorts all events that may be compared, so a page begins with few. */
    private static final int FIRST_SCANNED = 500;

    /** The columns that are read of every event that is compared. */
    private static final String COMPARED =
            """
            e.id, e.issue_id, e.project_id, e.event_id, e.level, e.message, e.exception_type, e.exception_value,
            e.received_at, e.environment, e.release, e.tags""";

    /** Most events whose payload one page reads to compare the user. */
    static final int MOST_PAYLOADS = 250;

    private static final int PAYLOADS_AT_ONCE = 100;

    private static final String NEWEST_FIRST = " ORDER BY e.received_at DESC, e.id DESC";
    private static final String HAS_USER =
            "SELECT EXISTS (SELECT FROM issue_users WHERE issue_id = $1 AND user_hash = ANY ($2)) AS found";

    private final Vertx vertx;
    private final Pool pool;
    private final EventUserStore users;

    public IssueEventStore(Vertx vertx, Pool pool, EventUserStore users) {
        this.vertx = vertx;
        this.pool = pool;
        this.users = users;
    }

    /**
     * A page of the issue's events.
     *
     * @param project the project that the issue must belong to; empty for any
     * @param user what must identify the user; empty for no condition
     */
    Future<FoundEvents> page(
            UUID issue,
            Optional<UUID> project,
            EventFilter filter,
            Optional<String> user,
            int limit,
            Optional<EventPosition> after) {
        FoundEvents found = new FoundEvents(limit, filter.words());
        Search search = new Search(issue, project, filter, found);
        return user.map(wanted -> search.ofUser(wanted, after))
                .orElseGet(() -> search.page(after))
                .compose(done -> users.addTo(found.data()))
                .map(found);
    }

    /** The statement of a page: the newest events within the bound, and among them those that meet the conditions. */
    static Statement statement(
            UUID issue, Optional<UUID> project, EventFilter filter, Optional<EventPosition> after, Reading reading) {
        Statement statement = new Statement("SELECT " + FoundEvents.COLUMNS
                + (filter.hasWords() ? ", " + EventFilter.TEXT + " AS text" : "")
                + (reading.payloads
                        ? ", CASE WHEN octet_length(e.payload) <= " + EventUserStore.LARGEST_PAYLOAD
                                + " THEN e.payload END AS payload"
                        : "")
                + " FROM (SELECT " + COMPARED + (reading.payloads ? ", e.payload" : "") + " FROM events e WHERE true");
        within(statement, issue, filter, after);
        statement.add(NEWEST_FIRST + " LIMIT " + reading.scanned + ") e WHERE true");
        project.ifPresent(id -> {
            statement.and("e.project_id = ?", id);
            statement.add(EventFilter.NOT_DELETED);
        });
        filter.addTo(statement);
        statement.add(NEWEST_FIRST + " LIMIT " + reading.rows);
        return statement;
    }

    /**
     * How much a statement reads.
     *
     * @param scanned most events that are compared
     * @param rows most events that are returned
     * @param payloads whether the rows have the payload
     */
    record Reading(int scanned, int rows, boolean payloads) {}

    private static void within(Statement statement, UUID issue, EventFilter filter, Optional<EventPosition> after) {
        statement.and("e.issue_id = ?", issue);
        filter.addTimes(statement);
        after.ifPresent(position -> EventFilter.addAfter(statement, position));
    }

    private final class Search {
        private final UUID issue;
        private final Optional<UUID> project;
        private final EventFilter filter;
        private final FoundEvents found;
        private int payloads;

        Search(UUID issue, Optional<UUID> project, EventFilter filter, FoundEvents found) {
            this.issue = issue;
            this.project = project;
            this.filter = filter;
            this.found = found;
        }

        Future<Void> page(Optional<EventPosition> after) {
            int limit = found.missing();
            return rows(after, limit, false).compose(rows -> {
                rows.forEach(row -> found.add(row, position(row)));
                if (found.full()) {
                    return Future.succeededFuture();
                }
                // As many rows as asked for, but not all of them have the words.
                return rows.size() == limit ? page(Optional.of(last(rows))) : end(after);
            });
        }

        /** An issue that the user never met has no such event. */
        Future<Void> ofUser(String user, Optional<EventPosition> after) {
            return pool.preparedQuery(HAS_USER)
                    .execute(Tuple.of(issue).addArrayOfUUID(Users.hashes(user).toArray(UUID[]::new)))
                    .compose(rows -> rows.iterator().next().getBoolean("found")
                            ? withUser(user, after)
                            : Future.succeededFuture());
        }

        private Future<Void> withUser(String user, Optional<EventPosition> after) {
            return rows(after, PAYLOADS_AT_ONCE, true)
                    .compose(rows -> vertx.executeBlocking(() -> matching(rows, user), false)
                            .compose(matching -> {
                                matching.forEach(row -> found.add(row, position(row)));
                                payloads += rows.size();
                                if (found.full()) {
                                    return Future.succeededFuture();
                                }
                                if (rows.size() < PAYLOADS_AT_ONCE) {
                                    return end(after);
                                }
                                if (payloads < MOST_PAYLOADS) {
                                    return withUser(user, Optional.of(last(rows)));
                                }
                                found.stopAt(last(rows));
                                return Future.succeededFuture();
                            }));
        }

        private List<Row> matching(RowSet<Row> rows, String user) {
            List<Row> matching = new ArrayList<>();
            for (Row row : rows) {
                if (user.equals(users.user(row.getBuffer("payload")))) {
                    matching.add(row);
                }
            }
            return matching;
        }

        /** The next rows. The newest events are nearly always enough; only if not are as many read as may be. */
        private Future<RowSet<Row>> rows(Optional<EventPosition> after, int limit, boolean withPayload) {
            return rows(after, new Reading(FIRST_SCANNED, limit, withPayload))
                    .compose(rows -> rows.size() == limit
                            ? Future.succeededFuture(rows)
                            : rows(after, new Reading(MOST_SCANNED, limit, withPayload)));
        }

        private Future<RowSet<Row>> rows(Optional<EventPosition> after, Reading reading) {
            Statement statement = statement(issue, project, filter, after, reading);
            return pool.preparedQuery(statement.text()).execute(statement.arguments());
        }

        /** There were no more rows: either the issue has no more events, or as many were compared as may be. */
        private Future<Void> end(Optional<EventPosition> after) {
            Statement bound = new Statement("SELECT e.id, e.received_at FROM events e WHERE true");
            within(bound, issue, filter, after);
            bound.add(NEWEST_FIRST + " OFFSET " + (MOST_SCANNED - 1) + " LIMIT 1");
            return pool.preparedQuery(bound.text()).execute(bound.arguments()).map(rows -> {
                Iterator<Row> each = rows.iterator();
                if (each.hasNext()) {
                    found.stopAt(position(each.next()));
                }
                return null;
            });
        }
    }

    private static EventPosition last(RowSet<Row> rows) {
        @Nullable Row last = null;
        for (Row row : rows) {
            last = row;
        }
        if (last == null) {
            throw new IllegalStateException("no row");
        }
        return position(last);
    }

    private static EventPosition position(Row row) {
        return new EventPosition(row.getOffsetDateTime("received_at"), row.getUUID("id"));
    }
}
