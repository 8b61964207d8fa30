package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.db.Database;
import dev.mesher.db.Partitions;
import dev.mesher.payload.Payload;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A migrated database of its own, filled by plain SQL as the writers would fill it. Blocking. */
public final class StoredData implements AutoCloseable {
    /** What all times of the data are told from; in whole milliseconds, like the time of events. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final AtomicLong count = new AtomicLong();
    private final TestDatabase database;
    private final UUID project;
    private final String uri;

    public StoredData(Vertx vertx) {
        uri = TestPostgres.migratedDatabase();
        database = new TestDatabase(vertx, uri);
        Await.await(new Partitions(database().pool(), Clock.systemUTC()).ensureAhead());
        project = database.project();
    }

    public Database database() {
        return database.database();
    }

    /** The same, to be looked at from outside. */
    public TestDatabase seen() {
        return database;
    }

    public String uri() {
        return uri;
    }

    /** The seeded project. */
    public UUID project() {
        return project;
    }

    /** An unresolved issue of the seeded project, seen last that long before now, with its fingerprint. */
    public UUID issue(String title, Duration ago) {
        OffsetDateTime seen = time(ago);
        String fingerprint = "fingerprint " + count.incrementAndGet();
        UUID issue = sql(
                        "INSERT INTO issues (project_id, fingerprint, title, first_seen, last_seen)"
                                + " VALUES ($1, $2, $3, $4, $4) RETURNING id",
                        project,
                        fingerprint,
                        title,
                        seen)
                .iterator()
                .next()
                .getUUID("id");
        sql(
                "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id) VALUES ($1, $2, $3)",
                project,
                fingerprint,
                issue);
        return issue;
    }

    /** An event of the issue as the client sent it, with every rollup and count that it bumps. */
    public UUID event(UUID issue, Duration ago, JsonObject sent) {
        OffsetDateTime receivedAt = time(ago);
        UUID id = new UUID(
                receivedAt.toInstant().toEpochMilli() << 16 | 0x7000L | (count.incrementAndGet() & 0xfff),
                0x8000000000000000L | count.get());
        String eventId = sent.getString("event_id");
        String level = sent.getString("level", "error");
        sql(
                """
                WITH stored AS (
                    INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message,
                                        environment, release, session_id, tags, payload)
                    VALUES ($1, $2, $3, $4, $5, 'computed', $6, $7, $8, $9, $10, $11, $12)),
                hours AS (
                    INSERT INTO issue_hours VALUES ($4, date_trunc('hour', $2::timestamptz, 'UTC'), 1)
                    ON CONFLICT (issue_id, hour) DO UPDATE SET event_count = issue_hours.event_count + 1),
                named AS (
                    INSERT INTO event_ids (project_id, event_id, id, issue_id)
                    SELECT $3, $5, $1, $4 WHERE $5::uuid IS NOT NULL ON CONFLICT DO NOTHING),
                bumped AS (UPDATE issues SET event_count = event_count + 1 WHERE id = $4)
                INSERT INTO project_hours VALUES ($3, date_trunc('hour', $2::timestamptz, 'UTC'), $6, 3, 1)
                ON CONFLICT (project_id, hour, level, slot)
                DO UPDATE SET event_count = project_hours.event_count + 1""",
                id,
                receivedAt,
                project,
                issue,
                eventId == null ? null : UUID.fromString(eventId),
                level,
                sent.getString("message", ""),
                sent.getString("environment"),
                sent.getString("release"),
                sent.getString("session_id"),
                sent.getJsonObject("tags", new JsonObject()),
                Buffer.buffer(Payload.compress(sent.encode().getBytes(StandardCharsets.UTF_8))));
        return id;
    }

    /** Runs one statement. */
    @CanIgnoreReturnValue
    public RowSet<Row> sql(String statement, @Nullable Object... arguments) {
        return database.sql(statement, arguments);
    }

    /** The one number that a query comes to. */
    public long number(String query, Object... arguments) {
        return database.number(query, arguments);
    }

    /** How many events of the issue are stored. */
    public long events(UUID issue) {
        return number("SELECT count(*) FROM events WHERE issue_id = $1", issue);
    }

    /** The issue's status. */
    public String status(UUID issue) {
        return sql("SELECT status FROM issues WHERE id = $1", issue)
                .iterator()
                .next()
                .getString(0);
    }

    /** That long before now. */
    public OffsetDateTime time(Duration ago) {
        return now.minus(ago).atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * How PostgreSQL would run the query, a line for each step. Sequential scans are off, which small tables would
     * prefer.
     */
    public String plan(String query, Tuple arguments) throws TimeoutException {
        PgConnection connection = database().connect().await(10, TimeUnit.SECONDS);
        connection.query("SET enable_seqscan = off").execute().await(10, TimeUnit.SECONDS);
        List<String> lines = new ArrayList<>();
        connection
                .preparedQuery("EXPLAIN " + query)
                .execute(arguments)
                .await(10, TimeUnit.SECONDS)
                .forEach(row -> lines.add(row.getString(0)));
        connection.close().await(10, TimeUnit.SECONDS);
        return String.join("\n", lines);
    }

    /** How many pages PostgreSQL reads when it runs the query, those that it has in memory included. */
    public long buffers(String query, Tuple arguments) {
        RowSet<Row> rows = Await.await(database()
                .pool()
                .preparedQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + query)
                .execute(arguments));
        JsonObject plan = ((JsonArray) rows.iterator().next().getValue(0))
                .getJsonObject(0)
                .getJsonObject("Plan");
        return plan.getLong("Shared Hit Blocks") + plan.getLong("Shared Read Blocks");
    }
}
