package dev.mesher.sample;

import dev.mesher.event.ExceptionInfo;
import dev.mesher.group.Explanation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the sample's rows as the writers would have written them. Runs in its caller's transaction. */
final class SampleStore {
    private static final String PROJECT =
            """
            WITH made AS (
                INSERT INTO projects (org_id, name, slug, created_at)
                SELECT id, 'Sample', ?, ? FROM organizations WHERE slug = 'default'
                ON CONFLICT (org_id, slug) DO NOTHING RETURNING id, number),
            key AS (
                INSERT INTO api_keys (project_id, key_value, label, created_at)
                SELECT id, 'mshr_' || encode(gen_random_bytes(24), 'hex'), 'default', ? FROM made RETURNING key_value)
            SELECT made.id, made.number, key.key_value FROM made, key""";

    private static final String THERE =
            """
            SELECT p.id, p.number, (SELECT k.key_value FROM api_keys k WHERE k.project_id = p.id AND k.revoked_at IS NULL
                                    ORDER BY k.created_at, k.id LIMIT 1)
            FROM projects p JOIN organizations o ON o.id = p.org_id WHERE o.slug = 'default' AND p.slug = ?""";

    private static final String ISSUE =
            """
            INSERT INTO issues (id, project_id, fingerprint, title, culprit, level, exception_type, exception_value, event_count,
                                user_count, first_seen, last_seen, hour, status, assigned_to, last_resolved_at, regressed_at)
            VALUES (?, ?, ?, ?, ?, ?, left(?, 500), left(?, 500), ?, ?, ?, ?, date_trunc('hour', ?::timestamptz, 'UTC'), ?, ?, ?,
                    ?)""";

    /** What is counted of the project's events. {@code %1$s} is the project, {@code %2$s} the time of the fill. */
    private static final List<String> COUNTS = List.of(
            """
            INSERT INTO event_ids (project_id, event_id, id, issue_id)
            SELECT project_id, event_id, id, issue_id FROM events
            WHERE project_id = '%1$s' AND received_at > '%2$s'::timestamptz - interval '24 hours'""",
            """
            INSERT INTO issue_hours (issue_id, hour, event_count)
            SELECT e.issue_id, date_trunc('hour', e.received_at, 'UTC'), count(*) FROM events e
            JOIN issues i ON i.id = e.issue_id WHERE i.project_id = '%1$s' AND e.received_at < i.hour GROUP BY 1, 2""",
            """
            UPDATE issues i SET hour_count = (
                SELECT count(*) FROM events e WHERE e.issue_id = i.id AND e.received_at >= i.hour)
            WHERE i.project_id = '%1$s'""",
            """
            INSERT INTO project_hours (project_id, hour, level, slot, event_count)
            SELECT project_id, date_trunc('hour', received_at, 'UTC'), level, 0, count(*) FROM events
            WHERE project_id = '%1$s' GROUP BY 1, 2, 3""",
            """
            INSERT INTO issue_releases (issue_id, environment, release)
            SELECT DISTINCT issue_id, coalesce(environment, ''), coalesce(release, '') FROM events
            WHERE project_id = '%1$s'""");

    private final Connection connection;

    SampleStore(Connection connection) {
        this.connection = connection;
    }

    /** Makes the project and its key. Empty when the default organisation has a project with this slug. */
    Optional<Row> make(String slug, Instant created) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PROJECT)) {
            insert.setString(1, slug);
            insert.setTimestamp(2, Timestamp.from(created));
            insert.setTimestamp(3, Timestamp.from(created));
            return row(insert);
        }
    }

    /** The project with this slug. Fails when it is not there, which means that the default organisation is not. */
    Row find(String slug) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(THERE)) {
            query.setString(1, slug);
            return row(query).orElseThrow(() -> new SQLException("there is no organization default"));
        }
    }

    private static Optional<Row> row(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Row(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    /**
     * A project.
     *
     * @param key its oldest valid key; null when it has none
     */
    record Row(UUID id, long number, @Nullable String key) {}

    /** Makes the partitions that are missing from {@code first} to the day after {@code last}. */
    void partitions(Instant first, Instant last) throws SQLException {
        execute("SELECT ensure_event_partitions('" + day(first) + "', '"
                + day(last).plusDays(1) + "')");
    }

    EventRowStore eventsOf(UUID project) throws SQLException {
        return new EventRowStore(connection, project);
    }

    FollowUpStore followUpOf(UUID project, Instant now) {
        return new FollowUpStore(connection, project, now);
    }

    /**
     * Opens the issues. Their counts of the running hour are those of {@link #counts}.
     *
     * @param people ids by name
     */
    void issues(UUID project, Collection<SampleIssue> issues, Map<String, UUID> people, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ISSUE)) {
            for (SampleIssue each : issues) {
                SampleEvent first = each.first();
                insert.setObject(1, each.id());
                insert.setObject(2, project);
                insert.setString(3, first.fingerprint());
                insert.setString(4, first.title());
                insert.setString(5, first.culprit());
                insert.setString(6, each.last().event().level().wireName());
                setException(insert, 7, first.event().exception());
                insert.setLong(9, each.events());
                insert.setLong(10, each.users().size());
                insert.setTimestamp(11, Timestamp.from(first.receivedAt()));
                insert.setTimestamp(12, Timestamp.from(each.last().receivedAt()));
                insert.setTimestamp(13, Timestamp.from(each.last().receivedAt()));
                Fault fault = each.fault();
                insert.setString(14, fault.status());
                insert.setObject(15, people.get(fault.followUp().getString("assign")), Types.OTHER);
                insert.setTimestamp(16, time(now, fault.resolved()));
                insert.setTimestamp(17, time(now, fault.back()));
                insert.addBatch();
            }
            int[] unused = insert.executeBatch();
        }
        execute("INSERT INTO issue_fingerprints (project_id, fingerprint, algorithm, issue_id, created_at)"
                + " SELECT project_id, fingerprint, " + Explanation.ALGORITHM
                + ", id, first_seen FROM issues WHERE project_id = '"
                + project + "'");
        users(issues);
    }

    private void users(Collection<SampleIssue> issues) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO issue_users (issue_id, user_hash) VALUES (?, ?)")) {
            for (SampleIssue issue : issues) {
                for (UUID user : issue.users()) {
                    insert.setObject(1, issue.id());
                    insert.setObject(2, user);
                    insert.addBatch();
                }
            }
            int[] unused = insert.executeBatch();
        }
    }

    /** Counts the stored events in everything that the writers keep about them. */
    void counts(UUID project, Instant now) throws SQLException {
        for (String count : COUNTS) {
            execute(count.formatted(project, now));
        }
    }

    private static @Nullable Timestamp time(Instant now, @Nullable Double hoursAgo) {
        return hoursAgo == null ? null : Timestamp.from(FaultTimes.before(now, hoursAgo));
    }

    static void setException(PreparedStatement insert, int at, @Nullable ExceptionInfo exception) throws SQLException {
        insert.setString(at, exception == null ? null : exception.typeName());
        insert.setString(at + 1, exception == null ? null : exception.value());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
