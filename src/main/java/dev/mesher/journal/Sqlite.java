package dev.mesher.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs SQL statements on the journal's file. Transactions begin and end with SQL statements, not through the JDBC
 * driver.
 */
final class Sqlite {
    private Sqlite() {}

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Commits what {@code work} does. If the work or the commit fails, undoes it and throws that failure. */
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

    /** Rolls back. When the disk is full, SQLite may have rolled back by itself already. */
    private static void undo(Connection connection, Exception failed) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException undone) {
            failed.addSuppressed(undone);
        }
    }

    /** The number that a query returns. */
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
