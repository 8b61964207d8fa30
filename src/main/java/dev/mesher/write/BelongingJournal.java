package dev.mesher.write;

import dev.mesher.event.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What belongs to events, in the {@link Journal}'s file; nothing is final before the caller commits. For one thread at a time. */
final class BelongingJournal {
    /** What an entry takes beside its bytes, about. */
    private static final int OVERHEAD_BYTES = 256;

    private final Connection connection;

    /** Makes its table when the file has none. */
    BelongingJournal(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS belongings (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, head BLOB NOT NULL, data BLOB NOT NULL,
                        bytes INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0)""");
        }
    }

    /** Of what waits. */
    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum =
                        statement.executeQuery("SELECT coalesce(sum(bytes), 0) FROM belongings WHERE refused = 0")) {
            return sum.getLong(1);
        }
    }

    /**
     * Keeps all of it.
     *
     * @param room for so many bytes
     * @throws Refusal 503 when it needs more
     */
    void append(List<Belonging> belongings, long room) throws SQLException {
        long left = room;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO belongings (head, data, bytes) VALUES (?, ?, ?)")) {
            for (Belonging belonging : belongings) {
                byte[] head = BelongingCodec.head(belonging);
                byte[] data = BelongingCodec.data(belonging);
                long bytes = (long) head.length + data.length + OVERHEAD_BYTES;
                left -= bytes;
                if (left < 0) {
                    throw Refusal.unavailable("PostgreSQL is away and the journal is full");
                }
                insert.setBytes(1, head);
                insert.setBytes(2, data);
                insert.setLong(3, bytes);
                int unused = insert.executeUpdate();
            }
        }
    }

    /** In the order in which it came; ends behind {@code maxBytes}. */
    List<JournalledBelonging> oldest(int atMost, long maxBytes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT number, head, data, bytes FROM belongings WHERE refused = 0 ORDER BY number LIMIT ?")) {
            select.setInt(1, atMost);
            List<JournalledBelonging> oldest = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                for (long read = 0; read < maxBytes && found.next(); read += found.getLong("bytes")) {
                    Belonging belonging = BelongingCodec.decode(found.getBytes("head"), found.getBytes("data"));
                    oldest.add(new JournalledBelonging(found.getLong("number"), belonging));
                }
            }
            return oldest;
        }
    }

    /** Forgets what came up to {@code lastNumber}, but sets that aside of which the numbers are {@code refused}. */
    void forget(long lastNumber, List<Long> refused) throws SQLException {
        try (PreparedStatement keep =
                        connection.prepareStatement("UPDATE belongings SET refused = 1 WHERE number = ?");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM belongings WHERE number <= ? AND refused = 0")) {
            for (long number : refused) {
                keep.setLong(1, number);
                int unused = keep.executeUpdate();
            }
            delete.setLong(1, lastNumber);
            int unused = delete.executeUpdate();
        }
    }
}
