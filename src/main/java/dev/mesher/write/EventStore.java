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

/** The statements that store events and their issues. */
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

    /** What the statement says of one row. */
    enum Fate {
        STORED,
        DUPLICATE,
        DISCARDED,
        UNKNOWN_ISSUE
    }

    /** The row's fate, its issue (null for {@link Fate#UNKNOWN_ISSUE}), and whether it reopened that. */
    record RowFate(Fate fate, @Nullable UUID issueId, boolean regression) {}

    /** An event that the store has: its own id and its issue. */
    record Stored(UUID id, UUID issueId) {}

    /**
     * Makes a connection fit for {@link #store}: durable commits, one plan for all batches that stays good while tables grow
     * from nothing (before they are analyzed the planner would read them whole), no endless wait, and no locks for
     * long in the hands of a process that is frozen in the middle of a transaction.
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
     * Stores the batch and counts it; by event id, what became of it.
     *
     * @param slot of the writer
     * @param seenIn as in {@link EventBatch#storeParameters}
     * @param carefully dearer, but takes what another transaction adds at the same moment, which else is a unique violation
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
     * Stores the batch, or nothing of it: then an issue is not as it was, and the answer is false. What is there already is a
     * unique violation.
     *
     * @param issues of each row; they run in the hour of the batch
     * @param unseen where they have not been seen before
     */
    static Future<Boolean> storeKnown(
            SqlConnection connection, EventBatch batch, RollupSlot slot, List<UUID> issues, Set<NewPlace> unseen) {
        return connection
                .preparedQuery(STORE_KNOWN)
                .execute(batch.storeKnownParameters(slot, issues, unseen))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Sees to it that each row's fingerprint has an issue: its own, or the one that its former fingerprint finds, or else a new
     * one. Returns the ids of those that were opened.
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

    /** Takes back issues that nobody else has seen, with their fingerprints. */
    static Future<Void> removeIssues(SqlConnection connection, Set<UUID> issueIds) {
        return connection
                .preparedQuery("DELETE FROM issues WHERE id = ANY ($1)")
                .execute(Tuple.tuple().addArrayOfUUID(issueIds.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Which rows the store has already, by id: after an attempt whose end is not known. */
    static Future<Map<UUID, Stored>> storedAlready(SqlConnection connection, EventBatch batch) {
        return connection
                .preparedQuery(STORED_ALREADY)
                .execute(batch.keyParameters())
                .map(EventStore::byRow);
    }

    /** Where the events went that were sent before, by the id of the row that came now. */
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
