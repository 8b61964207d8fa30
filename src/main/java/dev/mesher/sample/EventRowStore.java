package dev.mesher.sample;

import dev.mesher.event.Event;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import org.postgresql.util.PGobject;

/** Writes the rows of a project's events, many at a time. {@link #close} writes the last ones. */
final class EventRowStore implements AutoCloseable {
    private static final int ROWS = 500;

    private static final String EVENT =
            """
            INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message, exception_type,
                                exception_value, environment, release, session_id, user_hash, tags, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final PreparedStatement insert;
    private final UUID project;
    private int waiting;

    EventRowStore(Connection connection, UUID project) throws SQLException {
        this.insert = connection.prepareStatement(EVENT);
        this.project = project;
    }

    void add(UUID issue, SampleEvent row) throws SQLException {
        Event event = row.event();
        insert.setObject(1, row.id());
        insert.setTimestamp(2, Timestamp.from(row.receivedAt()));
        insert.setObject(3, project);
        insert.setObject(4, issue);
        insert.setObject(5, event.eventId());
        insert.setString(6, row.fingerprint());
        insert.setString(7, event.level().wireName());
        insert.setString(8, event.message());
        SampleStore.setException(insert, 9, event.exception());
        insert.setString(11, event.environment());
        insert.setString(12, event.release());
        insert.setString(13, event.sessionId());
        insert.setObject(14, event.userHash());
        insert.setObject(15, tags(event));
        insert.setBytes(16, row.payload());
        insert.addBatch();
        if (++waiting == ROWS) {
            write();
        }
    }

    @Override
    public void close() throws SQLException {
        try (insert) {
            write();
        }
    }

    private void write() throws SQLException {
        int[] unused = insert.executeBatch();
        waiting = 0;
    }

    private static PGobject tags(Event event) throws SQLException {
        JsonObject tags = new JsonObject();
        event.tags().forEach(tags::put);
        PGobject json = new PGobject();
        json.setType("jsonb");
        json.setValue(tags.encode());
        return json;
    }
}
