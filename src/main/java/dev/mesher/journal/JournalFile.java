package dev.mesher.journal;

import dev.mesher.event.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The journal's SQLite file. Each method is one transaction. It is synced to disk before the method returns, or undone
 * when the method throws. Blocking and not thread-safe. Only one process may have the file open.
 */
public final class JournalFile implements AutoCloseable {
    /** Approximate size of an entry besides its bytes. */
    private static final int OVERHEAD_BYTES = 256;

    /** How many of an entry's bytes are read for {@link RefusedEntry#head}. */
    static final int HEAD_BYTES = 2_048;

    private static final int SQLITE_BUSY = 5;
    private static final int LOCK_MILLIS = 3_000;

    private final Connection connection;
    private JournalLevel level;

    private JournalFile(Connection connection, long maxBytes) throws SQLException {
        this.connection = connection;
        this.level =
                new JournalLevel(sum(connection, "refused IS NULL"), sum(connection, "refused IS NOT NULL"), maxBytes);
    }

    /** The file of the node that serves HTTP on {@code httpPort}. */
    public static Path path(Path dataDirectory, int httpPort) {
        return dataDirectory.resolve("journal-" + httpPort + ".db");
    }

    /**
     * Opens the file, and creates it if it is missing. Nothing else creates the file.
     *
     * @param maxBytes limit of all entries, beyond which new ones are refused
     * @throws IllegalStateException when the file is of another version and has entries
     */
    public static JournalFile open(Path file, long maxBytes) throws SQLException {
        return open(file, maxBytes, LOCK_MILLIS);
    }

    /**
     * The same for a file that a running node may have open. Empty when one does. Nothing can be appended to the
     * result.
     */
    public static Optional<JournalFile> openUnlessHeld(Path file) throws SQLException {
        try {
            return Optional.of(open(file, 0, 0));
        } catch (SQLException failed) {
            if ((failed.getErrorCode() & 0xff) == SQLITE_BUSY) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * Opens the file.
     *
     * @param lockMillis how long to wait for another process to close the file
     */
    private static JournalFile open(Path file, long maxBytes, int lockMillis) throws SQLException {
        Properties settings = new Properties();
        Object unused = settings.setProperty("busy_timeout", Integer.toString(lockMillis));
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), settings);
        try {
            return on(connection, file, maxBytes);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Opens the journal on a connection. The caller closes the connection if this throws. */
    static JournalFile on(Connection connection, Path file, long maxBytes) throws SQLException {
        for (String pragma : List.of("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL")) {
            Sqlite.execute(connection, "PRAGMA " + pragma);
        }
        JournalForm.check(connection, file);
        return new JournalFile(connection, maxBytes);
    }

    /** The size of the entries after the last change. */
    public JournalLevel level() {
        return level;
    }

    /**
     * See {@link Journal#append}.
     *
     * @throws Refusal 503 when there is no room
     */
    List<Optional<byte[]>> append(List<Entry> entries) throws SQLException {
        long now = System.currentTimeMillis();
        long[] added = new long[1];
        List<Optional<byte[]>> kept = Sqlite.inTransaction(connection, () -> {
            List<Optional<byte[]>> before = new ArrayList<>(entries.size());
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO entries (kind, key, arrived_at, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                for (Entry entry : entries) {
                    insert.setString(1, entry.kind());
                    insert.setString(2, entry.key());
                    insert.setLong(3, now);
                    insert.setBytes(4, entry.bytes());
                    boolean isNew = insert.executeUpdate() == 1;
                    added[0] += isNew ? size(entry.bytes().length) : 0;
                    before.add(isNew ? Optional.empty() : Optional.of(holder(entry.key())));
                }
            }
            if (level.waiting() + level.refused() + added[0] > level.max() && added[0] > 0) {
                throw Refusal.unavailable("PostgreSQL is away and the journal is full");
            }
            return before;
        });
        level = level.with(added[0], 0);
        return kept;
    }

    /** See {@link Journal#oldest}. */
    List<WaitingEntry> oldest(int atMost, long maxBytes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT number, kind, bytes FROM entries INDEXED BY waiting WHERE refused IS NULL ORDER BY number LIMIT ?")) {
            select.setInt(1, atMost);
            List<WaitingEntry> oldest = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                long read = 0;
                while (read < maxBytes && found.next()) {
                    byte[] bytes = found.getBytes(3);
                    read += size(bytes.length);
                    oldest.add(new WaitingEntry(found.getLong(1), found.getString(2), bytes));
                }
            }
            return oldest;
        }
    }

    /**
     * See {@link Journal#settle}. A refused entry keeps its number but loses its key, since it may stay in the journal
     * for a long time.
     */
    void settle(List<Long> numbers, List<Refused> refused) throws SQLException {
        level = Sqlite.inTransaction(connection, () -> {
            Map<Long, Long> arrivals = new HashMap<>();
            JournalLevel after = level;
            try (PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM entries WHERE number = ? AND refused IS NULL RETURNING length(bytes), arrived_at");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO entries (number, kind, arrived_at, refused, bytes) VALUES (?, ?, ?, ?, ?)")) {
                for (long number : numbers) {
                    delete.setLong(1, number);
                    try (ResultSet deleted = delete.executeQuery()) {
                        if (deleted.next()) {
                            after = after.with(-size(deleted.getLong(1)), 0);
                            Long unused = arrivals.put(number, deleted.getLong(2));
                        }
                    }
                }
                for (Refused each : refused) {
                    insert.setLong(1, each.number());
                    insert.setString(2, each.kind());
                    insert.setLong(3, Objects.requireNonNull(arrivals.get(each.number())));
                    insert.setString(4, each.reason());
                    insert.setBytes(5, each.remains());
                    int unused = insert.executeUpdate();
                    after = after.with(0, size(each.remains().length));
                }
            }
            return after;
        });
    }

    /** See {@link Journal#refused}. */
    public List<RefusedEntry> refused(long after, int atMost) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT number, kind, arrived_at, refused, length(bytes), substr(bytes, 1, ?)
                FROM entries INDEXED BY refused WHERE refused IS NOT NULL AND number > ? ORDER BY number LIMIT ?""")) {
            select.setInt(1, HEAD_BYTES);
            select.setLong(2, after);
            select.setInt(3, atMost);
            List<RefusedEntry> entries = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    entries.add(new RefusedEntry(
                            found.getLong(1),
                            found.getString(2),
                            Instant.ofEpochMilli(found.getLong(3)),
                            found.getString(4),
                            found.getLong(5),
                            Head.of(found.getBytes(6))));
                }
            }
            return entries;
        }
    }

    /** See {@link Journal#retry}. */
    public int retry(List<Long> numbers) throws SQLException {
        long[] moved = new long[2];
        Integer retried = Sqlite.inTransaction(connection, () -> {
            int count = 0;
            try (PreparedStatement update = connection.prepareStatement("UPDATE entries SET refused = NULL"
                    + " WHERE number = ? AND refused IS NOT NULL RETURNING length(bytes)")) {
                for (long number : numbers) {
                    update.setLong(1, number);
                    try (ResultSet updated = update.executeQuery()) {
                        while (updated.next()) {
                            count++;
                            moved[0] += size(updated.getLong(1));
                        }
                    }
                }
            }
            return count;
        });
        level = level.with(moved[0], -moved[0]);
        return retried;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private byte[] holder(@Nullable String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT bytes FROM entries WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet found = select.executeQuery()) {
                return found.getBytes(1);
            }
        }
    }

    private static long sum(Connection connection, String which) throws SQLException {
        return Sqlite.number(
                connection,
                "SELECT coalesce(sum(length(bytes) + " + OVERHEAD_BYTES + "), 0) FROM entries WHERE " + which);
    }

    private static long size(long bytes) {
        return bytes + OVERHEAD_BYTES;
    }
}
