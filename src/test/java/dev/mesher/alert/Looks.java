package dev.mesher.alert;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.Await;
import dev.mesher.testing.MovedClock;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks, one by one, at a database of their own, on a clock that is moved. Blocking. */
final class Looks implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final MovedClock clock = new MovedClock();
    private final ThresholdMemory memory = new ThresholdMemory();
    private final List<Judge> judges = List.of(
            new FilteredJudge(new CauseJudge()), new ThresholdJudge(memory), new FilteredJudge(new SpikeJudge()));

    StoredData data() {
        return data;
    }

    MovedClock clock() {
        return clock;
    }

    /** Removes rules, channels and issues with what belongs to them, and sets the clock back. */
    void clear() {
        clock.moveTo(Duration.ZERO);
        memory.clear();
        for (String table : List.of(
                "alert_rules",
                "channels",
                "events",
                "issue_fingerprints",
                "issues",
                "alert_causes",
                "alert_progress",
                "issue_hours",
                "project_hours")) {
            data.sql("DELETE FROM " + table);
        }
    }

    /** The time since the test began is from now on that long. */
    void at(Duration passed) {
        clock.moveTo(passed);
    }

    @CanIgnoreReturnValue
    AlertLook.Findings look() {
        return Await.await(start());
    }

    /** Starts a look and does not wait for it. */
    Future<AlertLook.Findings> start() {
        return data.database().pool().withTransaction(transaction -> new AlertLook(transaction, clock, judges, false)
                .look());
    }

    /** How many statements a look makes. */
    int statements() {
        AtomicInteger statements = new AtomicInteger();
        AlertLook.Findings unused = Await.await(data.database().pool().withTransaction(transaction -> new AlertLook(
                        counted(transaction, statements), clock, judges, false)
                .look()));
        return statements.get();
    }

    private static SqlConnection counted(SqlConnection connection, AtomicInteger statements) {
        return (SqlConnection) Proxy.newProxyInstance(
                Looks.class.getClassLoader(), new Class<?>[] {SqlConnection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("query") || method.getName().equals("preparedQuery")) {
                        int unused = statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** So many issues that are new at the clock's time. */
    void newIssues(int count) {
        data.sql(
                """
                INSERT INTO issues (project_id, fingerprint, title, first_seen, last_seen)
                SELECT $1, gen_random_uuid()::text, 'Issue ' || n, now() + $3::interval, now() + $3::interval
                FROM generate_series(1, $2::integer) AS n""",
                data.project(),
                count,
                clock.interval());
    }

    void regresses(UUID issue) {
        data.sql("UPDATE issues SET regressed_at = now() + $2::interval WHERE id = $1", issue, clock.interval());
    }

    /** So many events of the issue at the clock's time, which is returned. */
    @CanIgnoreReturnValue
    OffsetDateTime events(UUID issue, int count) {
        OffsetDateTime at =
                OffsetDateTime.now(ZoneOffset.UTC).plus(clock.ahead()).truncatedTo(ChronoUnit.MILLIS);
        Duration ago = Duration.between(at, data.time(Duration.ZERO));
        data.sql("UPDATE issues SET last_seen = $2 WHERE id = $1", issue, at);
        for (int i = 0; i < count; i++) {
            UUID unused = data.event(issue, ago, new JsonObject());
        }
        return at;
    }

    long alerts(UUID rule) {
        return data.number("SELECT count(*) FROM alerts WHERE rule_id = $1", rule);
    }

    @Override
    public void close() {
        data.close();
        Await.await(vertx.close());
    }
}
