package dev.mesher.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.Node;
import dev.mesher.cluster.ClusteredRuntime;
import dev.mesher.config.OutboundSettings;
import dev.mesher.config.Settings;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.config.Settings.DatabaseSettings;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.config.Settings.StreamSettings;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole node in this JVM, on ports of its own. */
public final class TestNode implements AutoCloseable {
    /** More events than a test sends, in a window longer than it takes. */
    public static final RateLimitSettings NO_LIMIT = new RateLimitSettings(600, 1_000_000);

    private static final long JOURNAL_BYTES = 1L << 30;
    private static final long IN_FLIGHT_BYTES = 128L << 20;
    private static final int STREAM_CLIENTS = 100;
    private static final int CONNECTIONS = 10_000;
    private static final long STREAM_BYTES = 64L << 20;

    private final Vertx vertx;
    private final Settings settings;
    private final TestDatabase database;
    private final Node node;

    private TestNode(Settings settings) {
        this.settings = settings;
        ClusteredRuntime runtime = Await.await(ClusteredRuntime.start(settings.cluster(), settings.continuity()));
        this.vertx = runtime.vertx();
        this.database = new TestDatabase(vertx, settings.database().uri());
        try {
            this.node = Await.await(Node.start(runtime, settings));
        } catch (RuntimeException failed) {
            Await.await(vertx.close());
            throw failed;
        }
    }

    /** On a migrated database of its own, with no limit that a test would meet. */
    public static TestNode start(Path dataDirectory) {
        return start(dataDirectory, NO_LIMIT);
    }

    public static TestNode start(Path dataDirectory, RateLimitSettings rateLimit) {
        return start(settings(TestPostgres.migratedDatabase(), dataDirectory, rateLimit));
    }

    public static TestNode start(Settings settings) {
        return new TestNode(settings);
    }

    public static Settings settings(String databaseUri, Path dataDirectory, RateLimitSettings rateLimit) {
        return settings(databaseUri, rateLimit, new StoreSettings(dataDirectory, JOURNAL_BYTES, IN_FLIGHT_BYTES));
    }

    public static Settings settings(String databaseUri, RateLimitSettings rateLimit, StoreSettings store) {
        return new Settings(
                new DatabaseSettings(databaseUri),
                new ServerSettings("127.0.0.1", FreePort.next(), FreePort.next(), List.of(), CONNECTIONS),
                rateLimit,
                store,
                new StreamSettings(STREAM_CLIENTS, STREAM_BYTES),
                Optional.empty(),
                AuthMode.AUTO);
    }

    /** The usual ones, but for the stream and for who has to sign in. */
    public static Settings settings(Settings usual, StreamSettings stream, AuthMode mode) {
        return new Settings(
                usual.database(), usual.server(), usual.rateLimit(), usual.store(), stream, usual.cluster(), mode);
    }

    /** The usual ones, but for what leaves the node for people. */
    public static Settings settings(Settings usual, OutboundSettings outbound) {
        return new Settings(
                usual.database(),
                usual.server(),
                usual.rateLimit(),
                usual.store(),
                usual.stream(),
                usual.cluster(),
                usual.auth(),
                usual.continuity(),
                outbound,
                usual.log());
    }

    public int httpPort() {
        return settings.server().httpPort();
    }

    public int webSocketPort() {
        return settings.server().webSocketPort();
    }

    public Vertx vertx() {
        return vertx;
    }

    public EventClient client() {
        return new EventClient(httpPort());
    }

    /** A watcher of the live stream, as {@link StreamClient} opens it. */
    public StreamClient watch(String path, String... headers) {
        return new StreamClient(vertx, webSocketPort(), path, headers);
    }

    /** A watcher of the live stream on the port of the pages. */
    public StreamClient watchPage(String path, String... headers) {
        return new StreamClient(vertx, httpPort(), path, headers);
    }

    /** What the node stores into, seen behind its back. */
    public TestDatabase database() {
        return database;
    }

    /** For another node on the same database. */
    public String databaseUri() {
        return settings.database().uri();
    }

    public UUID project() {
        return database.project();
    }

    @CanIgnoreReturnValue
    public RowSet<Row> sql(String statement, @Nullable Object... arguments) {
        return database.sql(statement, arguments);
    }

    public long number(String query, Object... arguments) {
        return database.number(query, arguments);
    }

    /** Harmless when it was stopped before. */
    public void stop() {
        Await.await(node.stop());
    }

    @Override
    public void close() {
        database.close();
        stop();
        Await.await(vertx.close());
    }
}
