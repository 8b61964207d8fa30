package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps of a start while PostgreSQL does not answer in time. */
final class StartAttemptsTest {
    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final StartAttempts start = new StartAttempts(vertx, nanos::get);

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void aStepThatGotNoConnectionInTimeIsRepeated() {
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(1)
                        .setConnectionTimeout(50)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(new PostgresUri(TestPostgres.emptyDatabase()).connectOptions())
                .using(vertx)
                .build();
        // Asked again, since the first connection may take longer than the pool waits.
        SqlConnection taken =
                await().ignoreExceptions().until(() -> Await.await(pool.getConnection()), Objects::nonNull);

        Future<Integer> step = start.run("the answer", () -> {
            int unused = calls.incrementAndGet();
            return pool.query("SELECT 42")
                    .execute()
                    .map(rows -> rows.iterator().next().getInteger(0));
        });
        await().until(() -> calls.get() > 2);
        Await.await(taken.close());

        assertThat(Await.await(step)).isEqualTo(42);
        assertThat(log.linesOf("StartAttempts"))
                .containsExactly(
                        "[WARN] [Mesher] the start waits for PostgreSQL, for at most 60 s: the answer:"
                                + " Timeout waiting for connection",
                        "[INFO] [Mesher] PostgreSQL answers: the answer");
    }

    @Test
    void allStepsTogetherWaitNoLongerThanTheLimit() {
        long late = StartAttempts.LIMIT.toNanos();
        nanos.set(1);
        Integer first = Await.await(start.run("the first", () -> calls.incrementAndGet() == 1 ? away() : here()));
        assertThat(first).isEqualTo(42);

        nanos.set(late);
        Integer second = Await.await(start.run("the second", () -> calls.incrementAndGet() == 3 ? away() : here()));
        assertThat(second).isEqualTo(42);

        nanos.set(late + 1);
        assertThatThrownBy(() -> Await.await(start.run("the third", StartAttemptsTest::away)))
                .hasRootCauseMessage("PostgreSQL (DATABASE_URL) was unavailable for 60 s: the third: no answer");
    }

    @Test
    void anotherFailureIsNotRepeated() {
        assertThatThrownBy(() -> Await.await(start.run("the answer", () -> {
                    int unused = calls.incrementAndGet();
                    return Future.failedFuture(new IllegalArgumentException("wrong"));
                })))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(calls).hasValue(1);
        assertThat(log.linesOf("StartAttempts")).isEmpty();
    }

    private static Future<Integer> here() {
        return Future.succeededFuture(42);
    }

    private static Future<Integer> away() {
        return Future.failedFuture(new TimeoutException("no answer"));
    }
}
