package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.CuttableLink;
import dev.mesher.testing.NoErrorLogged;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node starts while PostgreSQL refuses connections again and again. */
final class SlowStartTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final NoErrorLogged log = new NoErrorLogged();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void eachStepIsRepeatedUntilItHasItsConnection() {
        String uri = TestPostgres.migratedDatabase();
        CuttableLink link = new CuttableLink(vertx, URI.create(uri).getPort());
        String throughLink = uri.replaceFirst("localhost:\\d+", "127.0.0.1:" + link.port());
        link.refuseEveryOther();

        try (TestNode node = TestNode.start(TestNode.settings(throughLink, directory, TestNode.NO_LIMIT))) {
            link.up();
            assertThat(log.linesOf("StartAttempts"))
                    .anySatisfy(line -> assertThat(line).contains("waits for PostgreSQL", "partitions"))
                    .anySatisfy(line -> assertThat(line).contains("waits for PostgreSQL", "the connection of "));
            assertThat(node.client().event("after the start").status()).isEqualTo(202);
        }
    }
}
