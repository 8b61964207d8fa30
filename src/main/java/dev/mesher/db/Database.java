package dev.mesher.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's access to PostgreSQL: two pools for queries, and separate connections for the writers and listeners. */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int POOL_SIZE = 8;
    private static final int DUTIES_SIZE = 5;
    private static final int POOL_QUEUE = 256;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Pool pool;
    private final Pool duties;
    private final StartAttempts start;

    private Database(Vertx vertx, PgConnectOptions options, Pool pool, Pool duties) {
        this.vertx = vertx;
        this.options = options;
        this.pool = pool;
        this.duties = duties;
        this.start = new StartAttempts(vertx, System::nanoTime);
    }

    /** Makes the pools. The first query opens a connection. */
    public static Database create(Vertx vertx, PostgresUri uri) {
        PgConnectOptions options = uri.connectOptions();
        return new Database(
                vertx, options, pool(vertx, options, POOL_SIZE, "15s"), pool(vertx, options, DUTIES_SIZE, "60s"));
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, int size, String statementTimeout) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(POOL_QUEUE)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setShared(false))
                .connectingTo(options)
                .withConnectHandler(connection -> {
                    SqlConnection unused = connection.exceptionHandler(Database::broken);
                    connection
                            .query("SET statement_timeout = '" + statementTimeout + "'; SET jit = off")
                            .execute()
                            .eventually(connection::close)
                            .onFailure(Database::broken);
                })
                .with(new NetClientOptions().setConnectTimeout(5_000))
                .using(vertx)
                .build();
    }

    /** The pool for clients' queries. Many may wait here, and a slow one is cancelled after 15 s. */
    public Pool pool() {
        return pool;
    }

    /** The pool for what the node itself needs in time (keys, leases, health), however many queries clients make. */
    public Pool duties() {
        return duties;
    }

    /**
     * Runs a step of the node's start. While PostgreSQL is unavailable, the step is repeated for up to {@link
     * StartAttempts#LIMIT}, which all steps share. To be called for one step after the other.
     *
     * @param step what the work is for, as a noun, for the log
     */
    public <T> Future<T> atStart(String step, Supplier<Future<T>> work) {
        return start.run(step, work);
    }

    /** Succeeds when PostgreSQL answers now. Fails otherwise, at the latest after the statement timeout. */
    public Future<Void> answers() {
        return duties.query("SELECT 1").execute().mapEmpty();
    }

    /** A new connection. The caller owns and closes it. */
    public Future<PgConnection> connect() {
        return PgConnection.connect(vertx, options).onSuccess(connection -> {
            PgConnection unused = connection.exceptionHandler(Database::broken);
        });
    }

    /**
     * Logs a broken connection. Its user sees its queries fail anyway, but without this handler the client prints to
     * stderr.
     */
    private static void broken(Throwable cause) {
        LOG.debug("connection broken", cause);
    }

    public Future<Void> close() {
        return Future.join(pool.close(), duties.close()).mapEmpty();
    }
}
