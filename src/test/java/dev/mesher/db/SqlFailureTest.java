package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlFailureTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true, false, false",
        "53300, true, false, false",
        "53100, true, false, false",
        "57P01, true, false, false",
        "57P03, true, false, false",
        "25006, true, false, false",
        "40001, false, true, false",
        "40P01, false, true, false",
        "40002, false, false, false",
        "22021, false, false, true",
        "22P02, false, false, true",
        "23505, false, false, true",
        "57014, false, false, true",
        "42601, false, false, false",
    })
    void sqlStates(String state, boolean unavailable, boolean retryable, boolean badData) {
        PgException failure = new PgException("words", "ERROR", state, "detail");

        assertThat(SqlFailure.unavailable(failure)).isEqualTo(unavailable);
        assertThat(SqlFailure.retryable(failure)).isEqualTo(retryable);
        assertThat(SqlFailure.badData(failure)).isEqualTo(badData);
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket reserved = new ServerSocket(0)) {
            port = reserved.getLocalPort();
        }
        Database database = Database.create(vertx, new PostgresUri("postgres://u@127.0.0.1:" + port + "/d"));

        assertUnavailable(failure(select(database.pool())));
    }

    @Test
    void theConnectionIsTerminated() throws Exception {
        Database database = database();
        PgConnection victim = database.connect().await(10, TimeUnit.SECONDS);
        int pid = victim.processId();
        Future<?> running = victim.query("SELECT pg_sleep(60)").execute();

        // Asked again until the backend runs the query: it may not have been there yet.
        while (!running.isComplete()) {
            database.pool()
                    .preparedQuery("SELECT pg_terminate_backend($1) FROM pg_stat_activity"
                            + " WHERE pid = $1 AND state = 'active'")
                    .execute(Tuple.of(pid))
                    .await(10, TimeUnit.SECONDS);
        }

        assertUnavailable(failure(running));
        assertUnavailable(failure(select(victim)));
    }

    @Test
    void thePoolIsTaken() throws Exception {
        Pool pool = pool(1, 0);
        pool.getConnection().await(10, TimeUnit.SECONDS);

        assertUnavailable(failure(select(pool)));
    }

    @Test
    void thePoolGivesNoConnectionInTime() throws Exception {
        Pool pool = pool(1, 10);
        pool.getConnection().await(10, TimeUnit.SECONDS);

        List<Future<?>> waiting = new ArrayList<>();
        waiting.add(select(pool));
        waiting.add(pool.getConnection());

        for (Future<?> each : waiting) {
            assertUnavailable(failure(each));
        }
    }

    @Test
    void thePoolIsClosed() throws Exception {
        Pool pool = pool(1, 10);
        pool.close().await(10, TimeUnit.SECONDS);

        assertUnavailable(failure(select(pool)));
    }

    @Test
    void aFaultOfOursIsNoneOfThem() throws Exception {
        Database database = database();

        for (Throwable fault : List.of(
                failure(database.pool().preparedQuery("SELECT $1::integer").execute(Tuple.of(List.of("no integer")))),
                failure(database.pool().query("SELECT nothing_like_it").execute()),
                new IllegalStateException("Timeout"))) {
            assertThat(SqlFailure.unavailable(fault)).as(fault.toString()).isFalse();
            assertThat(SqlFailure.retryable(fault)).as(fault.toString()).isFalse();
            assertThat(SqlFailure.badData(fault)).as(fault.toString()).isFalse();
        }
    }

    @Test
    void aNulInTextIsBadData() throws Exception {
        Throwable failure =
                failure(database().pool().preparedQuery("SELECT $1::text").execute(Tuple.of("a\0b")));

        assertThat(SqlFailure.badData(failure)).isTrue();
    }

    private static void assertUnavailable(Throwable failure) {
        assertThat(SqlFailure.unavailable(failure)).as(failure.toString()).isTrue();
    }

    private Database database() {
        return Database.create(vertx, new PostgresUri(TestPostgres.emptyDatabase()));
    }

    private Pool pool(int size, int queue) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(queue)
                        .setConnectionTimeout(200)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(new PostgresUri(TestPostgres.emptyDatabase()).connectOptions())
                .using(vertx)
                .build();
    }

    private static Future<?> select(SqlClient client) {
        return client.query("SELECT 1").execute();
    }

    private static Throwable failure(Future<?> future) throws Exception {
        try {
            Object result = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            throw new AssertionError("succeeded: " + result);
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
