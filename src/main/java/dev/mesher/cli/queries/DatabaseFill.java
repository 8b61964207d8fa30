package dev.mesher.cli.queries;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.Report;
import dev.mesher.cli.load.LoadEvents;
import dev.mesher.cli.load.PayloadSize;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.payload.Payload;
import dev.mesher.search.IndexStore;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Fills an empty database as a node would have filled it in a few days, including the search index and a vacuum. */
final class DatabaseFill {
    private static final int PAYLOADS = 256;
    private static final int DIGEST_BATCH = 20_000;

    private final Vertx vertx;
    private final PostgresUri uri;
    private final PrintWriter out;

    DatabaseFill(Vertx vertx, PostgresUri uri, PrintWriter out) {
        this.vertx = vertx;
        this.uri = uri;
        this.out = out;
    }

    /**
     * Fills the database. Blocks.
     *
     * @throws CommandFailed when the database has events already
     */
    void run(Dataset dataset) throws SQLException, TimeoutException {
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.jdbcProperties())) {
            FillStore store = new FillStore(connection, out);
            if (!store.empty()) {
                throw new CommandFailed("the database " + uri + " holds events: give an empty one, or --no-fill");
            }
            store.fill(dataset, payloads(dataset));
            digest(store);
            store.vacuum();
        }
    }

    private static List<byte[]> payloads(Dataset dataset) {
        LoadEvents samples = new LoadEvents(PayloadSize.TYPICAL, Math.min(PAYLOADS, dataset.issues()), "bench");
        return Stream.generate(() -> Payload.compress(samples.next().getBytes()))
                .limit(PAYLOADS)
                .toList();
    }

    /**
     * Builds the search index. The running node would also do it, but slowly; only one of the two indexes at a time.
     */
    private void digest(FillStore store) throws SQLException, TimeoutException {
        Database database = Database.create(vertx, uri);
        try {
            IndexStore digest = new IndexStore(vertx, database.duties(), DIGEST_BATCH);
            Instant until = Instant.now();
            long start = System.nanoTime();
            while (digest.digest(until).await(10, TimeUnit.MINUTES) || store.undigested(until)) {
                out.print('.');
                out.flush();
            }
            new Report(out).line("%ndigested in %.1f s", (System.nanoTime() - start) / 1e9);
        } finally {
            Void unused = database.close().await(10, TimeUnit.SECONDS);
        }
    }
}
