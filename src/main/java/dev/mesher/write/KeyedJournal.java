package dev.mesher.write;

import dev.mesher.bus.WireIn;
import dev.mesher.bus.WireOut;
import dev.mesher.event.Refusal;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The requests with a client's key in the {@link Journal}'s file: whole, with the answer that was given. While PostgreSQL is
 * away a key is exact on this node. For one thread at a time.
 */
final class KeyedJournal {
    private static final int VERSION = 1;

    private final Connection connection;

    /** Makes its table when the file has none. */
    KeyedJournal(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS requests (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, project_id TEXT NOT NULL, request_key TEXT NOT NULL,
                        payload_hash TEXT NOT NULL, attempt_id TEXT NOT NULL, results TEXT NOT NULL,
                        unit BLOB NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0,
                        UNIQUE (project_id, request_key))""");
        }
    }

    /** Of requests that wait. */
    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum =
                        statement.executeQuery("SELECT coalesce(sum(bytes), 0) FROM requests WHERE refused = 0")) {
            return sum.getLong(1);
        }
    }

    /**
     * Keeps all requests that are new, or none; nothing is final before the caller commits.
     *
     * @param room for so many bytes
     * @throws Refusal 503 when they need more
     */
    List<KeyedOutcome> append(List<KeyedWrite> units, long room) throws SQLException {
        List<KeyedOutcome> outcomes = new ArrayList<>(units.size());
        long left = room;
        for (KeyedWrite unit : units) {
            Optional<RequestKeyStore.Taken> taken = find(unit);
            if (taken.isPresent()) {
                outcomes.add(taken.get().outcome(unit.attempt(), unit.bulk()));
                continue;
            }
            List<Object> results = unit.journalled();
            left -= unit.bytes();
            if (left < 0) {
                throw Refusal.unavailable("PostgreSQL is away and the journal is full");
            }
            insert(unit.answered(new KeyedResults(unit.bulk(), results).text()));
            outcomes.add(new KeyedOutcome(KeyedOutcome.Kind.FIRST, results, Map.of()));
        }
        return outcomes;
    }

    List<JournalledRequest> oldest() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet found = select.executeQuery(
                        "SELECT number, unit FROM requests WHERE refused = 0 ORDER BY number LIMIT 1")) {
            if (!found.next()) {
                return List.of();
            }
            WireIn in = new WireIn(Buffer.buffer(found.getBytes("unit")), VERSION);
            return List.of(new JournalledRequest(found.getLong("number"), KeyedCodec.decode(in)));
        }
    }

    void forget(long number, boolean refused) throws SQLException {
        String sql =
                refused ? "UPDATE requests SET refused = 1 WHERE number = ?" : "DELETE FROM requests WHERE number = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            int unused = statement.executeUpdate();
        }
    }

    private Optional<RequestKeyStore.Taken> find(KeyedWrite unit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT payload_hash, attempt_id, results FROM requests WHERE project_id = ? AND request_key = ?")) {
            select.setString(1, unit.projectId().toString());
            select.setString(2, unit.attempt().key());
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(new RequestKeyStore.Taken(
                                UUID.fromString(found.getString(1)),
                                UUID.fromString(found.getString(2)),
                                KeyedResults.parse(found.getString(3))))
                        : Optional.empty();
            }
        }
    }

    private void insert(KeyedWrite unit) throws SQLException {
        WireOut out = new WireOut(VERSION);
        KeyedCodec.encode(out, unit);
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO requests (project_id, request_key, payload_hash, attempt_id, results, unit, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, unit.projectId().toString());
            insert.setString(2, unit.attempt().key());
            insert.setString(3, unit.attempt().payloadHash().toString());
            insert.setString(4, unit.attempt().id().toString());
            insert.setString(5, unit.given());
            insert.setBytes(6, out.buffer().getBytes());
            insert.setLong(7, unit.bytes());
            int unused = insert.executeUpdate();
        }
    }
}
