package dev.mesher.ops;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.Partitions;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long messages to people, and the log of their deliveries, are kept. */
final class MessageExpiryTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    @AfterEach
    void close() {
        database.close();
        await(vertx.close());
    }

    @Test
    void settledMessagesAreRemovedWithTheirDeliveriesAfterThirtyDays() {
        database.sql(
                """
                WITH channel AS (
                    INSERT INTO channels (org_id, kind, name, settings)
                    SELECT org_id, 'webhook', 'c', '{}' FROM projects WHERE id = $1 RETURNING id),
                message AS (
                    INSERT INTO messages (channel_id, kind, said_by, created_at, due_at, next_try_at, give_up_at,
                                          delivered_at, given_up_at)
                    SELECT c.id, 'test', said_by, now() - interval '30 days' + age, now(), now(), now(), delivered, given_up
                    FROM channel c, (
                        SELECT 'old', interval '-1 minute', now(), NULL::timestamptz FROM generate_series(1, 5001)
                        UNION ALL SELECT 'old', '-1 minute', NULL, now()
                        UNION ALL SELECT 'waits', '-1 minute', NULL, NULL
                        UNION ALL SELECT 'young', '1 minute', now(), NULL) AS m (said_by, age, delivered, given_up)
                    RETURNING id)
                INSERT INTO deliveries (message_id, attempt, at, millis, words)
                SELECT id, 1, now(), 1, '' FROM message""",
                database.project());
        HousekeepingVerticle housekeeping = new HousekeepingVerticle(
                database.database().pool(),
                new Partitions(database.database().pool(), Clock.systemUTC()),
                Clock.systemUTC());

        await(housekeeping.expireMessages());

        assertThat(database.sql("SELECT said_by FROM messages ORDER BY said_by"))
                .extracting(row -> row.getString(0))
                .containsExactly("waits", "young");
        assertThat(database.number("SELECT count(*) FROM deliveries")).isEqualTo(2);
    }
}
