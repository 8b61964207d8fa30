package dev.mesher.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * {@link ItemCounts} in the {@link Journal}'s file: a row for each project, day and category, so that it does not grow with
 * what is counted. Nothing is final before the caller commits. For one thread at a time.
 */
final class CountJournal {
    private static final int ROW_BYTES = 128;

    private final Connection connection;

    /** Makes its table when the file has none. */
    CountJournal(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS item_counts (
                        project_id TEXT NOT NULL, day TEXT NOT NULL, category TEXT NOT NULL,
                        item_count INTEGER NOT NULL, PRIMARY KEY (project_id, day, category))""");
        }
    }

    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM item_counts")) {
            return rows.getLong(1) * ROW_BYTES;
        }
    }

    void add(Map<ItemCounts.Key, Long> counts) throws SQLException {
        change(
                """
                INSERT INTO item_counts (item_count, project_id, day, category) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET item_count = item_count + excluded.item_count""",
                counts);
    }

    Map<ItemCounts.Key, Long> all() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT project_id, day, category, item_count FROM item_counts")) {
            Map<ItemCounts.Key, Long> counts = new HashMap<>();
            while (rows.next()) {
                ItemCounts.Key key = new ItemCounts.Key(
                        UUID.fromString(rows.getString(1)), LocalDate.parse(rows.getString(2)), rows.getString(3));
                Long unused = counts.put(key, rows.getLong(4));
            }
            return counts;
        }
    }

    /** Takes away what {@link #all} gave, and leaves what was added since. */
    void subtract(Map<ItemCounts.Key, Long> counts) throws SQLException {
        change(
                """
                UPDATE item_counts SET item_count = item_count - ?
                WHERE project_id = ? AND day = ? AND category = ?""",
                counts);
        try (Statement delete = connection.createStatement()) {
            int unused = delete.executeUpdate("DELETE FROM item_counts WHERE item_count <= 0");
        }
    }

    private void change(String sql, Map<ItemCounts.Key, Long> counts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<ItemCounts.Key, Long> count : counts.entrySet()) {
                statement.setLong(1, count.getValue());
                statement.setString(2, count.getKey().project().toString());
                statement.setString(3, count.getKey().day().toString());
                statement.setString(4, count.getKey().category());
                int unused = statement.executeUpdate();
            }
        }
    }
}
