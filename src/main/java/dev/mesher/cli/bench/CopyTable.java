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
 * A throw-away table of the shape and indexes of {@code events}. Dropped when it is closed, also when the process is
 * interrupted; its name is always the same, so that one left by a killed process is replaced.
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

    /** A connection that belongs to the caller, who closes it; each COPY on it is a transaction. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
    }

    static CopyManager copyManager(Connection connection) throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    static String copyStatement() {
        return "COPY " + NAME + " (" + CopyRow.COLUMNS + ") FROM STDIN (FORMAT binary)";
    }

    /** How durably this PostgreSQL commits. */
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
