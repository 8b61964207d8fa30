package dev.mesher.cli.queries;

import dev.mesher.db.PostgresUri;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts the buffers (pages of 8 kB, in memory or not) that PostgreSQL reads for a node, by its extension {@code
 * pg_stat_statements}. Statements that the node runs without being asked do not count.
 */
final class BufferStore implements AutoCloseable {
    /** Long enough for every statement that a node repeats each second or more often. */
    private static final long QUIET_MILLIS = 2_000;

    private static final String LOADED =
            "SELECT current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%'";

    private static final String HERE =
            " FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid" + " WHERE d.datname = current_database()";

    private final Connection connection;
    private List<Long> repeated = List.of();

    private BufferStore(Connection connection) {
        this.connection = connection;
    }

    /** Empty when the extension is not loaded, or this user may not create it. */
    static Optional<BufferStore> open(PostgresUri uri) throws SQLException {
        Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties());
        if (available(connection)) {
            return Optional.of(new BufferStore(connection));
        }
        connection.close();
        return Optional.empty();
    }

    private static boolean available(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOADED)) {
            if (!row.next() || !row.getBoolean(1)) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            return true;
        } catch (SQLException notAllowed) {
            return false;
        }
    }

    /** Finds out what an idle node runs. Blocks for some seconds, in which nobody may call the node. */
    void observeIdle() throws SQLException, InterruptedException {
        Map<Long, Long> before = calls();
        boolean unused = new CountDownLatch(1).await(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        Map<Long, Long> after = calls();
        List<Long> more = new ArrayList<>();
        after.forEach((id, calls) -> {
            if (calls > before.getOrDefault(id, 0L)) {
                more.add(id);
            }
        });
        repeated = List.copyOf(more);
    }

    private Map<Long, Long> calls() throws SQLException {
        Map<Long, Long> calls = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT s.queryid, sum(s.calls)" + HERE + " GROUP BY 1")) {
            while (row.next()) {
                Long unused = calls.put(row.getLong(1), row.getLong(2));
            }
        }
        return calls;
    }

    /** The buffers that were read so far. */
    long read() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0)" + HERE
                        + " AND s.queryid <> ALL (?) AND s.query NOT LIKE '%pg_stat_statements%'")) {
            query.setArray(1, connection.createArrayOf("bigint", repeated.toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
