package dev.mesher.write;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.ClosedConnectionException;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer's connection holds of the work on it, and what becomes of that when it is closed. */
final class WriterConnectionTest {
    private static final long NEVER_MILLIS = 3_600_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private TestDatabase database;
    private WriterConnection connection;

    @BeforeEach
    void open() {
        database = new TestDatabase(vertx, TestPostgres.migratedDatabase());
        connection = new WriterConnection(vertx, database.database(), "test");
        await(onContext(connection::open));
    }

    @AfterEach
    void close() {
        await(onContext(connection::close));
        database.close();
        await(vertx.close());
    }

    @Test
    void letsGoOfWhatHasEnded() {
        WeakReference<Object> result = new WeakReference<>(await(bounded(Future.succeededFuture(new Object()))));

        await().until(() -> {
            System.gc();
            return result.get() == null;
        });
    }

    @Test
    void workUnderWayFailsWhenTheServerClosesTheConnection() {
        Future<Object> work = bounded(Promise.promise().future());

        database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

        assertThatThrownBy(() -> await(work)).isInstanceOf(ClosedConnectionException.class);
    }

    @Test
    void workThatIsNotAnsweredFailsAfterItsTime() {
        Future<Object> work =
                onContext(() -> connection.bounded(Promise.promise().future(), 1));

        assertThatThrownBy(() -> await(work)).hasCauseInstanceOf(TimeoutException.class);
    }

    private Future<Object> bounded(Future<Object> work) {
        return onContext(() -> connection.bounded(work, NEVER_MILLIS));
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        return Future.future(done -> context.runOnContext(go -> work.get().onComplete(done)));
    }
}
