package dev.mesher.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schema of the journal's file: one table, and its version in {@code user_version}. */
final class JournalForm {
    private static final int VERSION = 1;

    /**
     * The small columns come before the bytes, so that SQLite can read them without the bytes. {@code refused} is the
     * reason of PostgreSQL, or null.
     */
    private static final List<String> MAKE = List.of(
            """
            CREATE TABLE entries (
                number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT UNIQUE,
                arrived_at INTEGER NOT NULL, refused TEXT, bytes BLOB NOT NULL)""",
            "CREATE INDEX waiting ON entries (number) WHERE refused IS NULL",
            "CREATE INDEX refused ON entries (number) WHERE refused IS NOT NULL",
            "PRAGMA user_version = " + VERSION);

    private JournalForm() {}

    /**
     * Creates the table if it is missing. Empty tables of an older version are replaced.
     *
     * @throws IllegalStateException when the file is of another version and has entries
     */
    static void check(Connection connection, Path file) throws SQLException {
        long version = Sqlite.number(connection, "PRAGMA user_version");
        if (version > VERSION) {
            throw new IllegalStateException(
                    "the journal " + file + " was written by a newer version of Mesher: start that version");
        }
        if (version < VERSION) {
            long unused = Sqlite.inTransaction(connection, () -> make(connection, file));
        }
    }

    private static long make(Connection connection, Path file) throws SQLException {
        long held = 0;
        for (String table : tables(connection)) {
            held += Sqlite.number(connection, "SELECT count(*) FROM \"" + table + '"');
            Sqlite.execute(connection, "DROP TABLE \"" + table + '"');
        }
        if (held > 0) {
            throw new IllegalStateException(
                    "the journal " + file + " was written by a former version of Mesher and holds " + held
                            + " rows: start that version once with PostgreSQL up, so that it stores them."
                            + " Rows that remain then were refused by PostgreSQL: move the file away to start without them");
        }
        for (String statement : MAKE) {
            Sqlite.execute(connection, statement);
        }
        return held;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT name FROM sqlite_master"
                        + " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }
}
