package dev.mesher.cli.bench;

import dev.mesher.db.PostgresUri;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * A temporary copy of the table {@code events}, with its columns and indexes. It is dropped when it is closed, also
 * when the process is interrupted. Its name is always the same, so the next run replaces one that a killed process
 * left.
 */
final class CopyTable implements AutoCloseable {
    static final String NAME = "mesher_bench_copy";

    private final PostgresUri uri;
    private final Thread dropOnInterrupt = new Thread(this::dropQuietly, "drop-bench-table");

    private CopyTable(PostgresUri uri) {
        this.uri = uri;
    }

    static CopyTable create(PostgresUri uri) throws SQLException {
        CopyTable table = new CopyTable(uri);
        table.execute("DROP TABLE IF EXISTS " + NAME);
        table.execute("CREATE TABLE " + NAME + " (LIKE events INCLUDING ALL)");
        Runtime.getRuntime().addShutdownHook(table.dropOnInterrupt);
        return table;
    }

    /** A new connection, which the caller owns and closes. Each COPY on it is a transaction. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
    }

    static CopyManager copyManager(Connection connection) throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    static String copyStatement() {
        return "COPY " + NAME + " (" + CopyRow.COLUMNS + ") FROM STDIN (FORMAT binary)";
    }

    /** The settings that decide how durable a commit of this PostgreSQL is. */
    String durability() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('fsync'), current_setting('synchronous_commit')")) {
            return row.next() ? "fsync " + row.getString(1) + ", synchronous_commit " + row.getString(2) : "";
        }
    }

    @Override
    public void close() throws SQLException {
        boolean unused = Runtime.getRuntime().removeShutdownHook(dropOnInterrupt);
        execute("DROP TABLE IF EXISTS " + NAME);
    }

    private void dropQuietly() {
        try {
            execute("DROP TABLE IF EXISTS " + NAME);
        } catch (SQLException gone) {
            // The next run replaces it.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
