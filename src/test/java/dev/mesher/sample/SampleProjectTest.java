package dev.mesher.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SampleProjectTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String URI = TestPostgres.migratedDatabase();
    private static final TestDatabase DATABASE = new TestDatabase(VERTX, URI);

    private static SampleProject.Sample filled;

    @BeforeAll
    static void fill() throws Exception {
        filled = new SampleProject(VERTX, new PostgresUri(URI)).fill(Instant.now());
    }

    @AfterAll
    static void close() {
        DATABASE.close();
        Await.await(VERTX.close());
    }

    @Test
    void everyCountIsThatOfTheEvents() {
        StoredCounts.assertConsistent(DATABASE, filled.events());
        StoredCounts.assertHoursConsistent(DATABASE);
        assertThat(filled.issues()).isEqualTo(SamplePlatform.faults().size());
    }
}
