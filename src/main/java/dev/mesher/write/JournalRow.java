package dev.mesher.write;

import dev.mesher.event.Attempt;
import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.GroupedEvent;
import dev.mesher.event.Level;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as it lies in the journal, column by column. */
final class JournalRow {
    static final String INSERT =
            """
            INSERT INTO entries (id, received_at, project_id, event_id, fingerprint, title, culprit, level, message,
                exception_type, exception_value, environment, release, session_id, user_hash, tags, payload, bytes,
                algorithm, former_fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private JournalRow() {}

    /** For {@link #INSERT}. */
    static void bind(PreparedStatement insert, EventRow row) throws SQLException {
        GroupedEvent grouped = row.grouped();
        Event event = grouped.event();
        ExceptionInfo exception = event.exception();
        int i = 0;
        insert.setString(++i, grouped.id().toString());
        insert.setLong(++i, grouped.receivedAt().toEpochMilli());
        insert.setString(++i, grouped.projectId().toString());
        insert.setString(++i, text(event.eventId()));
        insert.setString(++i, grouped.fingerprint());
        insert.setString(++i, grouped.title());
        insert.setString(++i, grouped.culprit());
        insert.setString(++i, event.level().wireName());
        insert.setString(++i, event.message());
        insert.setString(++i, exception == null ? null : exception.typeName());
        insert.setString(++i, exception == null ? null : exception.value());
        insert.setString(++i, event.environment());
        insert.setString(++i, event.release());
        insert.setString(++i, event.sessionId());
        insert.setString(++i, text(event.userHash()));
        insert.setString(++i, row.tags());
        insert.setBytes(++i, row.payload());
        insert.setLong(++i, row.bytes());
        insert.setInt(++i, grouped.algorithm());
        insert.setString(++i, grouped.formerFingerprint().get());
    }

    static EventRow read(ResultSet rows) throws SQLException {
        Event event = Event.ofColumns(
                uuid(rows.getString("event_id")),
                Level.parse(rows.getString("level")).orElse(Level.ERROR),
                rows.getString("message"),
                rows.getString("exception_type"),
                rows.getString("exception_value"),
                uuid(rows.getString("user_hash")),
                rows.getString("environment"),
                rows.getString("release"),
                rows.getString("session_id"));
        String former = rows.getString("former_fingerprint");
        GroupedEvent grouped = new GroupedEvent(
                UUID.fromString(rows.getString("id")),
                Instant.ofEpochMilli(rows.getLong("received_at")),
                UUID.fromString(rows.getString("project_id")),
                event,
                rows.getInt("algorithm"),
                rows.getString("fingerprint"),
                () -> former,
                rows.getString("title"),
                rows.getString("culprit"));
        return new EventRow(grouped, rows.getString("tags"), rows.getBytes("payload"), Attempt.unnamed());
    }

    static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }
}
