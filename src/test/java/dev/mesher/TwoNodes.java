package dev.mesher;

import static org.awaitility.Awaitility.await;

import dev.mesher.testing.Await;
import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.FreePort;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Two nodes of one cluster on one database; each has copies of what the other knows. */
final class TwoNodes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String COOKIE = "continuity-test";

    private final Vertx vertx = Vertx.vertx();
    private final String uri = TestPostgres.migratedDatabase();
    private final int seed = FreePort.next();
    private final Path directory;
    private final LinkedNode first;
    private final LinkedNode second;

    TwoNodes(Path directory) {
        this.directory = directory;
        this.first = start("first", seed);
        this.second = start("second", FreePort.next());
        // Each takes the other's copies, so each reaches the other.
        await().atMost(PATIENCE).until(() -> first.mirrored() && second.mirrored());
    }

    LinkedNode first() {
        return first;
    }

    LinkedNode second() {
        return second;
    }

    @Override
    public void close() {
        first.link().up();
        second.link().up();
        second.close();
        first.close();
        Await.await(vertx.close());
    }

    private LinkedNode start(String name, int clusterPort) {
        CuttableLink link = new CuttableLink(vertx, URI.create(uri).getPort());
        String through = uri.replaceFirst("localhost:\\d+", "127.0.0.1:" + link.port());
        return new LinkedNode(COOKIE, link, ClusteredSettings.of(COOKIE, through, directory, name, clusterPort, seed));
    }
}
