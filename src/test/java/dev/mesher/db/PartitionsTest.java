package dev.mesher.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a day's partition is made with. */
final class PartitionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    @AfterEach
    void close() {
        database.close();
        Await.await(vertx.close());
    }

    @Test
    void newTagsWaitInAShortListForTheirIndex() {
        LocalDate day = LocalDate.of(2031, 1, 1);
        Await.await(new Partitions(database.database().pool(), Clock.systemUTC()).ensure(day, day.plusDays(1)));

        assertThat(database.number("SELECT count(*) FROM pg_class WHERE relname LIKE 'events_p2031%_tags_idx'"
                        + " AND 'gin_pending_list_limit=1024' = ANY (reloptions)"))
                .isEqualTo(2);
    }
}
