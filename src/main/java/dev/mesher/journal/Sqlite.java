package dev.mesher.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of the journal's file. A transaction begins and ends by statements of its own, not by the driver's. */
final class Sqlite {
    private Sqlite() {}

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Commits what {@code work} does, or undoes it when the work or the commit fails, and throws that failure. */
    static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        try {
            T result = work.run();
            execute(connection, "COMMIT");
            return result;
        } catch (SQLException | RuntimeException failed) {
            undo(connection, failed);
            throw failed;
        }
    }

    /** After a full disk, SQLite may have undone it by itself. */
    private static void undo(Connection connection, Exception failed) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException undone) {
            failed.addSuppressed(undone);
        }
    }

    /** The number that a query comes to. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
