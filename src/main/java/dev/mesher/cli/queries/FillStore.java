package dev.mesher.cli.queries;

import dev.mesher.cli.CommandFailed;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * Fills an empty database as the writers would have filled it in a few days. A few issues have most of the events, and
 * all counts and rollups are consistent. The counts of closed hours are added up, as a running node does it. Runs in one transaction, during which running nodes cannot index events.
 */
final class FillStore {
    private static final int STEP = 50_000;

    private static final String ISSUES =
            """
            CREATE TEMP TABLE pick ON COMMIT DROP AS
            SELECT n AS number, gen_random_uuid() AS id, 'bench ' || n AS fingerprint,
                   (ARRAY['ValueError', 'TypeError', 'java.lang.NullPointerException', 'TimeoutException'])[1 + n %% 4] AS type,
                   'module' || n %% 97 || ' could not handle item' || n AS value,
                   (ARRAY['error', 'error', 'error', 'warning', 'fatal', 'info'])[1 + n %% 6] AS level,
                   (ARRAY['unresolved', 'unresolved', 'unresolved', 'resolved', 'archived'])[1 + n %% 5] AS status
            FROM generate_series(0, %1$d - 1) n;
            ALTER TABLE pick ADD PRIMARY KEY (number);
            ANALYZE pick;
            INSERT INTO issues (id, project_id, fingerprint, title, culprit, level, status, exception_type, exception_value)
            SELECT id, '%2$s', fingerprint, type || ': ' || value, 'checkout.py in pay', level, status, type, value FROM pick;
            INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id)
            SELECT '%2$s', fingerprint, id FROM pick""";

    /** Multiplying the event's number with primes distributes issues, customers and so on. */
    private static final String EVENTS =
            """
            INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message, exception_type,
                                exception_value, environment, release, session_id, user_hash, tags, payload)
            SELECT (lpad(to_hex((extract(epoch FROM t.at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
                        || '8' || lpad(to_hex(n), 15, '0'))::uuid,
                   t.at, '%1$s', p.id, gen_random_uuid(), p.fingerprint, p.level,
                   'order ' || n || ' of customer ' || n * 7919 %% 50000 || ' failed in step ' || n %% 9, p.type,
                   p.value || ' because of ' || md5(n::text), (ARRAY['production', 'staging', 'development'])[1 + n %% 3],
                   '1.' || n %% 20, 'session' || n / 20,
                   left(encode(sha256(convert_to('id=' || n * 7919 %% 50000, 'UTF8')), 'hex'), 32)::uuid,
                   jsonb_build_object('browser', (ARRAY['Chrome', 'Firefox', 'Safari', 'Edge'])[1 + n %% 4], 'os', 'linux',
                       'server', 'web' || n %% 50, 'region', 'eu' || n %% 5, 'run', (n %% 1000)::text,
                       'customer', (n * 7919 %% 50000)::text),
                   y.payload
            FROM generate_series(%2$d::bigint, %3$d) n
            CROSS JOIN LATERAL (SELECT date_trunc('milliseconds',
                now() - interval '%4$d days' + n * (interval '%4$d days' / %5$d)) AS at) t
            JOIN pick p ON p.number = floor(%6$d * power((n * 7919 %% 1000003) / 1000003.0, 3))
            JOIN bench_payloads y ON y.number = n %% %7$d""";

    private static final List<String> ROLLUPS = List.of(
            """
            INSERT INTO issue_hours (issue_id, hour, event_count)
            SELECT issue_id, date_trunc('hour', received_at, 'UTC'), count(*) FROM events GROUP BY 1, 2""",
            """
            INSERT INTO project_hours (project_id, hour, level, slot, event_count)
            SELECT project_id, date_trunc('hour', received_at, 'UTC'), level,
                   CASE WHEN received_at < date_trunc('hour', now(), 'UTC') THEN -1 ELSE hashtext(id::text) & 31 END, count(*)
            FROM events GROUP BY 1, 2, 3, 4""",
            """
            INSERT INTO issue_releases (issue_id, environment, release)
            SELECT DISTINCT issue_id, environment, release FROM events""",
            """
            INSERT INTO issue_users (issue_id, user_hash)
            SELECT DISTINCT issue_id, user_hash FROM events""",
            """
            UPDATE issues i SET event_count = e.events, first_seen = e.first, last_seen = e.last,
                                user_count = (SELECT count(*) FROM issue_users u WHERE u.issue_id = i.id)
            FROM (SELECT issue_id, count(*) AS events, min(received_at) AS first, max(received_at) AS last
                  FROM events GROUP BY 1) e
            WHERE e.issue_id = i.id""");

    private final Connection connection;
    private final PrintWriter out;

    FillStore(Connection connection, PrintWriter out) {
        this.connection = connection;
        this.out = out;
    }

    boolean empty() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM events)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * @param payloads in their stored form; the events get them in turn
     */
    void fill(Dataset dataset, List<byte[]> payloads) throws SQLException {
        String project = project(dataset.project());
        connection.setAutoCommit(false);
        execute("SELECT 1 FROM digest_progress FOR UPDATE");
        if (!empty()) {
            throw new CommandFailed("the database holds events by now");
        }
        execute("SELECT ensure_event_partitions((now() AT TIME ZONE 'UTC')::date - " + dataset.days()
                + ", (now() AT TIME ZONE 'UTC')::date + 1)");
        execute(ISSUES.formatted(dataset.issues(), project));
        keep(payloads);
        for (long from = 1; from <= dataset.events(); from += STEP) {
            long to = Math.min(dataset.events(), from + STEP - 1);
            execute(EVENTS.formatted(
                    project, from, to, dataset.days(), dataset.events(), dataset.issues(), payloads.size()));
            out.printf("filled %,d of %,d events%n", to, dataset.events());
            out.flush();
        }
        for (String rollup : ROLLUPS) {
            execute(rollup);
        }
        execute("TRUNCATE event_blocks, tag_hours, digest_hours");
        execute("UPDATE digest_progress SET digested_to = DEFAULT, digested_until = DEFAULT");
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Whether an event received before {@code until} is not indexed yet. */
    boolean undigested(Instant until) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM events WHERE received_at < ? AND id > (SELECT digested_to FROM digest_progress)"
                        + " AND received_at >= (SELECT digested_until FROM digest_progress))")) {
            query.setTimestamp(1, Timestamp.from(until));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Does what autovacuum would have done by now. */
    void vacuum() throws SQLException {
        execute("VACUUM (ANALYZE)");
    }

    private void keep(List<byte[]> payloads) throws SQLException {
        execute("CREATE TEMP TABLE bench_payloads (number integer PRIMARY KEY, payload bytea NOT NULL) ON COMMIT DROP");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench_payloads VALUES (?, ?)")) {
            for (int n = 0; n < payloads.size(); n++) {
                insert.setInt(1, n);
                insert.setBytes(2, payloads.get(n));
                insert.addBatch();
            }
            int[] unused = insert.executeBatch();
        }
        execute("ANALYZE bench_payloads");
    }

    private String project(String reference) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM projects WHERE deleted_at IS NULL AND (id::text = ? OR number::text = ? OR slug = ?)"
                        + " ORDER BY created_at LIMIT 1")) {
            for (int at = 1; at <= 3; at++) {
                query.setString(at, reference);
            }
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new CommandFailed("there is no project " + reference);
                }
                return row.getString(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
