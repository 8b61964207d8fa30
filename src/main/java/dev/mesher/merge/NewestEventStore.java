package dev.mesher.merge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the newest stored events of issues. */
final class NewestEventStore {
    /** Larger payloads are left out when many events are read. */
    private static final int PAYLOAD_BYTES = 64 * 1024;

    private static final String WITH_FINGERPRINT =
            """
            SELECT e.issue_id, e.received_at, e.level, e.message, e.fingerprint, e.payload FROM events e
            WHERE e.issue_id = $1 AND e.fingerprint = ANY ($2)
            ORDER BY e.received_at DESC, e.id DESC LIMIT 1""";

    private static final String OF_ISSUES =
            """
            SELECT e.issue_id, e.received_at, e.level, e.message, e.fingerprint, e.payload
            FROM unnest($1::uuid[]) AS u (id) CROSS JOIN LATERAL (
                SELECT * FROM events WHERE issue_id = u.id AND octet_length(payload) <= %d
                ORDER BY received_at DESC, id DESC LIMIT $2) e"""
                    .formatted(PAYLOAD_BYTES);

    private static final String ISSUES =
            """
            SELECT id FROM issues WHERE project_id = $1 AND status <> 'deleted' AND merged_into IS NULL
            ORDER BY last_seen DESC, id DESC LIMIT $2""";

    private final Pool pool;

    NewestEventStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A stored event.
     *
     * @param payload see {@link dev.mesher.payload.Payload}
     */
    record Stored(
            UUID issue,
            OffsetDateTime receivedAt,
            String level,
            String message,
            @Nullable String fingerprint,
            Buffer payload) {}

    /** The issue's newest event that has one of the fingerprints. Empty when none is stored. */
    Future<Optional<Stored>> newest(UUID issue, List<String> fingerprints) {
        return pool.preparedQuery(WITH_FINGERPRINT)
                .execute(Tuple.of(issue).addArrayOfString(fingerprints.toArray(String[]::new)))
                .map(rows -> MoveStore.first(rows).map(NewestEventStore::stored));
    }

    /** The issues of a project that were seen last. */
    Future<List<UUID>> issues(UUID project, int atMost) {
        return pool.preparedQuery(ISSUES).execute(Tuple.of(project, atMost)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    /** The newest events of each issue. */
    Future<List<Stored>> newest(List<UUID> issues, int ofEach) {
        return pool.preparedQuery(OF_ISSUES)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(issues.toArray(UUID[]::new))
                        .addInteger(ofEach))
                .map(rows -> {
                    List<Stored> events = new ArrayList<>();
                    rows.forEach(row -> events.add(stored(row)));
                    return events;
                });
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getUUID("issue_id"),
                row.getOffsetDateTime("received_at"),
                row.getString("level"),
                row.getString("message"),
                row.getString("fingerprint"),
                row.getBuffer("payload"));
    }
}
