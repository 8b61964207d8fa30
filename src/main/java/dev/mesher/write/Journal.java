package dev.mesher.write;

import dev.mesher.event.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was acknowledged while PostgreSQL was away, rows above all: a SQLite file in this node's data directory, synced before
 * {@link #append} returns, bounded in bytes. Blocking, and for one thread at a time; one process holds the file.
 */
final class Journal implements AutoCloseable {
    private final Connection connection;
    private final long maxBytes;
    private final KeyedJournal keyed;
    private final BelongingJournal belongings;
    private final CountJournal counts;
    private long bytes;

    /** Makes the tables that the file does not have yet. */
    private Journal(Connection connection, long maxBytes) throws SQLException {
        this.connection = connection;
        this.keyed = new KeyedJournal(connection);
        this.belongings = new BelongingJournal(connection);
        this.counts = new CountJournal(connection);
        this.maxBytes = maxBytes;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param maxBytes of what waits; past that nothing more is taken
     */
    static Journal open(Path file, long maxBytes) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "PRAGMA locking_mode = EXCLUSIVE",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    """
                    CREATE TABLE IF NOT EXISTS entries (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, received_at INTEGER NOT NULL,
                        project_id TEXT NOT NULL, event_id TEXT, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
                        culprit TEXT, level TEXT NOT NULL, message TEXT NOT NULL, exception_type TEXT,
                        exception_value TEXT, environment TEXT, release TEXT, session_id TEXT, user_hash TEXT,
                        tags TEXT NOT NULL, payload BLOB NOT NULL, bytes INTEGER NOT NULL)""",
                    "CREATE TABLE IF NOT EXISTS refused AS SELECT * FROM entries WHERE false",
                    "CREATE UNIQUE INDEX IF NOT EXISTS entries_event ON entries (project_id, event_id)"
                            + " WHERE event_id IS NOT NULL")) {
                boolean unused = statement.execute(sql);
            }
            addColumn(connection, "algorithm", "algorithm INTEGER NOT NULL DEFAULT 1");
            addColumn(connection, "former_fingerprint", "former_fingerprint TEXT");
            Journal journal = new Journal(connection, maxBytes);
            journal.bytes = journal.sum();
            connection.setAutoCommit(false);
            return journal;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** To both tables, where a file of an earlier version does not have it: their columns stay in one order. */
    private static void addColumn(Connection connection, String name, String definition) throws SQLException {
        for (String table : List.of("entries", "refused")) {
            boolean there;
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT 1 FROM pragma_table_info(?) WHERE name = ?")) {
                select.setString(1, table);
                select.setString(2, name);
                try (ResultSet found = select.executeQuery()) {
                    there = found.next();
                }
            }
            if (!there) {
                try (Statement alter = connection.createStatement()) {
                    boolean unused = alter.execute("ALTER TABLE " + table + " ADD COLUMN " + definition);
                }
            }
        }
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Keeps all rows or none; returns the id of each, or that of the entry that holds the same client event already.
     *
     * @throws Refusal 503 when the journal is full
     */
    List<UUID> append(List<EventRow> rows) throws SQLException {
        List<UUID> ids = new ArrayList<>(rows.size());
        long kept = 0;
        try (PreparedStatement insert = connection.prepareStatement(JournalRow.INSERT)) {
            for (EventRow row : rows) {
                JournalRow.bind(insert, row);
                if (insert.executeUpdate() == 1) {
                    kept += row.bytes();
                    ids.add(row.grouped().id());
                } else {
                    ids.add(waitingId(row));
                }
            }
            if (bytes + kept > maxBytes) {
                connection.rollback();
                throw Refusal.unavailable("PostgreSQL is away and the journal is full");
            }
            connection.commit();
            bytes += kept;
            return ids;
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        }
    }

    /**
     * Keeps all of the requests that are new, or none.
     *
     * @throws Refusal 503 when the journal is full
     */
    List<KeyedOutcome> appendKeyed(List<KeyedWrite> units) throws SQLException {
        try {
            List<KeyedOutcome> outcomes = keyed.append(units, maxBytes - bytes);
            connection.commit();
            bytes = sum();
            return outcomes;
        } finally {
            connection.rollback();
        }
    }

    List<JournalledRequest> oldestKeyed() throws SQLException {
        try {
            return keyed.oldest();
        } finally {
            connection.rollback();
        }
    }

    /** Forgets that request, or sets it aside since PostgreSQL refuses events of it. */
    void forgetKeyed(long number, boolean refused) throws SQLException {
        keyed.forget(number, refused);
        connection.commit();
        bytes = sum();
    }

    /**
     * Keeps all of it or nothing.
     *
     * @throws Refusal 503 when the journal is full
     */
    void appendBelongings(List<Belonging> those) throws SQLException {
        try {
            belongings.append(those, maxBytes - bytes);
            connection.commit();
            bytes = sum();
        } finally {
            connection.rollback();
        }
    }

    List<JournalledBelonging> oldestBelongings(int atMost, long maxBytes) throws SQLException {
        try {
            return belongings.oldest(atMost, maxBytes);
        } finally {
            connection.rollback();
        }
    }

    /** Forgets what came up to {@code lastNumber}, but sets that aside which PostgreSQL refuses. */
    void forgetBelongings(long lastNumber, List<Long> refused) throws SQLException {
        belongings.forget(lastNumber, refused);
        connection.commit();
        bytes = sum();
    }

    /** Also past the bound: they hardly grow. */
    void appendCounts(Map<ItemCounts.Key, Long> more) throws SQLException {
        try {
            counts.add(more);
            connection.commit();
            bytes = sum();
        } finally {
            connection.rollback();
        }
    }

    Map<ItemCounts.Key, Long> counts() throws SQLException {
        try {
            return counts.all();
        } finally {
            connection.rollback();
        }
    }

    void forgetCounts(Map<ItemCounts.Key, Long> those) throws SQLException {
        counts.subtract(those);
        connection.commit();
        bytes = sum();
    }

    /** In the order in which they came; their JSON is in the payload alone. Ends behind {@code maxBytes}. */
    List<JournalEntry> oldest(int atMost, long maxBytes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM entries ORDER BY number LIMIT ?")) {
            select.setInt(1, atMost);
            List<JournalEntry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                for (long read = 0; read < maxBytes && rows.next(); read += rows.getLong("bytes")) {
                    entries.add(new JournalEntry(rows.getLong("number"), JournalRow.read(rows)));
                }
            }
            return entries;
        } finally {
            connection.rollback();
        }
    }

    /** Forgets the entries up to {@code lastNumber}, but sets those aside that PostgreSQL refuses. */
    void forget(long lastNumber, List<UUID> refused) throws SQLException {
        try (PreparedStatement keep =
                        connection.prepareStatement("INSERT INTO refused SELECT * FROM entries WHERE id = ?");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM entries WHERE number <= ? RETURNING bytes")) {
            for (UUID id : refused) {
                keep.setString(1, id.toString());
                int unused = keep.executeUpdate();
            }
            delete.setLong(1, lastNumber);
            long gone = 0;
            try (ResultSet deleted = delete.executeQuery()) {
                while (deleted.next()) {
                    gone += deleted.getLong(1);
                }
            }
            connection.commit();
            bytes -= gone;
        }
    }

    /** Entries that were set aside. */
    long refused() throws SQLException {
        return number("SELECT count(*) FROM refused");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long sum() throws SQLException {
        return number("SELECT coalesce(sum(bytes), 0) FROM entries")
                + keyed.bytes()
                + belongings.bytes()
                + counts.bytes();
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }

    private UUID waitingId(EventRow row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM entries WHERE id = ? OR (project_id = ? AND event_id = ?)")) {
            select.setString(1, row.grouped().id().toString());
            select.setString(2, row.grouped().projectId().toString());
            select.setString(3, JournalRow.text(row.grouped().event().eventId()));
            try (ResultSet found = select.executeQuery()) {
                return UUID.fromString(found.getString(1));
            }
        }
    }
}
