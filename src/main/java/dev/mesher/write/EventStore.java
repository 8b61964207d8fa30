package dev.mesher.write;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL statements that store events and their issues. */
final class EventStore {
    static final String STORE = Sql.load("store");
    private static final String STORE_CAREFULLY = STORE.replace("/*careful*/", "ON CONFLICT DO NOTHING");
    static final String STORE_KNOWN = Sql.load("store-known");
    static final String OPEN_ISSUES = Sql.load("open-issues");
    static final String STORED_ALREADY =
            """
            SELECT e.id, e.id, e.issue_id
            FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, received_at)
            JOIN LATERAL (
                SELECT s.id, s.issue_id FROM events s
                WHERE s.id = u.id AND s.received_at = u.received_at LIMIT 1) e ON true""";
    static final String FIRST_SENT =
            """
            SELECT u.id, e.id, e.issue_id
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (id, project_id, event_id)
            JOIN LATERAL (
                SELECT s.id, s.issue_id FROM event_ids s
                WHERE s.project_id = u.project_id AND s.event_id = u.event_id LIMIT 1) e ON true""";

    private EventStore() {}

    /** What the statement did with one row. */
    enum Fate {
        STORED,
        DUPLICATE,
        DISCARDED,
        UNKNOWN_ISSUE
    }

    /**
     * The result for one row.
     *
     * @param issueId null for {@link Fate#UNKNOWN_ISSUE}
     * @param regression whether the row reopened its issue
     */
    record RowFate(Fate fate, @Nullable UUID issueId, boolean regression) {}

    /** An event that is already stored: Mesher's id of it, and its issue. */
    record Stored(UUID id, UUID issueId) {}

    /**
     * Configures a connection for {@link #store}. Commits are durable. Each statement has one plan for all batches,
     * which must stay good while tables grow: the planner may not read whole tables, as it would before they are
     * analysed. Timeouts end long statements, and release the locks of a process that is frozen in the middle of a
     * transaction.
     */
    static Future<Void> prepare(SqlClient connection) {
        return connection
                .query(
                        "SET synchronous_commit = on; SET plan_cache_mode = force_generic_plan; SET jit = off;"
                                + " SET enable_seqscan = off; SET statement_timeout = '8s'; SET idle_in_transaction_session_timeout = '3s'")
                .execute()
                .mapEmpty();
    }

    /**
     * Stores the batch and counts its events. Completes with the result of each row by row id.
     *
     * @param slot of the writer
     * @param seenIn as in {@link EventBatch#storeParameters}
     * @param carefully slower, but accepts rows that another transaction inserts at the same time. Otherwise these
     *     cause a unique violation
     */
    static Future<Map<UUID, RowFate>> store(
            SqlConnection connection, EventBatch batch, RollupSlot slot, @Nullable UUID[] seenIn, boolean carefully) {
        return connection
                .preparedQuery(carefully ? STORE_CAREFULLY : STORE)
                .execute(batch.storeParameters(slot, seenIn))
                .map(rows -> {
                    Map<UUID, RowFate> fates = new HashMap<>(rows.size() * 2);
                    for (Row row : rows) {
                        fates.put(
                                row.getUUID(0), new RowFate(fate(row.getString(2)), row.getUUID(1), row.getBoolean(3)));
                    }
                    return fates;
                });
    }

    /**
     * Stores the whole batch or nothing. Completes with false when an issue has changed. Fails with a unique violation
     * when an event is stored already.
     *
     * @param issues of each row. They must have had an event in the batch's hour already
     * @param unseen environments and releases that are new to their issues
     */
    static Future<Boolean> storeKnown(
            SqlConnection connection, EventBatch batch, RollupSlot slot, List<UUID> issues, Set<NewPlace> unseen) {
        return connection
                .preparedQuery(STORE_KNOWN)
                .execute(batch.storeKnownParameters(slot, issues, unseen))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Ensures that each row's fingerprint has an issue. This is the fingerprint's own issue, or that of a former
     * fingerprint, or a new one. Completes with the ids of the new issues.
     */
    static Future<Set<UUID>> openIssues(SqlConnection connection, EventBatch firsts, UUID[] issueIds) {
        return connection
                .preparedQuery(OPEN_ISSUES)
                .execute(firsts.openIssuesParameters(issueIds))
                .map(rows -> {
                    Set<UUID> opened = new HashSet<>();
                    for (Row row : rows) {
                        opened.add(row.getUUID(0));
                    }
                    return opened;
                });
    }

    /** Removes new issues and their fingerprints. No other transaction may have seen them. */
    static Future<Void> removeIssues(SqlConnection connection, Set<UUID> issueIds) {
        return connection
                .preparedQuery("DELETE FROM issues WHERE id = ANY ($1)")
                .execute(Tuple.tuple().addArrayOfUUID(issueIds.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** The rows that are stored already, by row id. For use after an attempt whose outcome is unknown. */
    static Future<Map<UUID, Stored>> storedAlready(SqlConnection connection, EventBatch batch) {
        return connection
                .preparedQuery(STORED_ALREADY)
                .execute(batch.keyParameters())
                .map(EventStore::byRow);
    }

    /** The stored events of rows whose client event id was stored before, by row id. */
    static Future<Map<UUID, Stored>> firstSent(SqlConnection connection, EventBatch duplicates) {
        return connection
                .preparedQuery(FIRST_SENT)
                .execute(duplicates.eventIdParameters())
                .map(EventStore::byRow);
    }

    private static Map<UUID, Stored> byRow(RowSet<Row> rows) {
        Map<UUID, Stored> found = new HashMap<>();
        for (Row row : rows) {
            found.put(row.getUUID(0), new Stored(row.getUUID(1), row.getUUID(2)));
        }
        return found;
    }

    private static Fate fate(String outcome) {
        return switch (outcome) {
            case "stored" -> Fate.STORED;
            case "duplicate" -> Fate.DUPLICATE;
            case "discarded" -> Fate.DISCARDED;
            case "unknown" -> Fate.UNKNOWN_ISSUE;
            default -> throw new IllegalStateException(outcome);
        };
    }
}
