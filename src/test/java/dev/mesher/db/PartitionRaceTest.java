package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that start at the same moment make the same partitions. */
final class PartitionRaceTest {
    private static final int NODES = 6;
    private static final int ROUNDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    @AfterEach
    void close() {
        database.close();
        Await.await(vertx.close());
    }

    @Test
    void allOfThemGetTheirs() {
        Partitions partitions = new Partitions(database.database().pool(), Clock.systemUTC());
        LocalDate day = LocalDate.of(2031, 1, 1);
        for (int round = 0; round < ROUNDS; round++) {
            LocalDate first = day.plusDays(9L * round);
            List<Future<Void>> nodes = new ArrayList<>();
            for (int node = 0; node < NODES; node++) {
                nodes.add(partitions.ensure(first, first.plusDays(8)));
            }
            nodes.forEach(Await::await);
        }
        assertThat(database.number(
                        "SELECT count(*) FROM pg_class WHERE relname LIKE 'events_p2031%' AND relkind = 'r'"))
                .isEqualTo(9L * ROUNDS);
    }
}
