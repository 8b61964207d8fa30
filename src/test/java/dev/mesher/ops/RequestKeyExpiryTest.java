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

final class RequestKeyExpiryTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = new TestDatabase(vertx, TestPostgres.migratedDatabase());

    @AfterEach
    void close() {
        database.close();
        await(vertx.close());
    }

    @Test
    void keysAreForgottenAfterADayAndAnHour() {
        database.sql(
                """
                INSERT INTO request_keys
                    (project_id, request_key, payload_hash, attempt_id, ingress_node, owner_node, created_at)
                SELECT gen_random_uuid(), 'old ' || n, gen_random_uuid(), gen_random_uuid(), 'node', 'node',
                       now() - interval '25 hours 1 minute'
                FROM generate_series(1, 5001) AS n
                UNION ALL
                SELECT gen_random_uuid(), 'new', gen_random_uuid(), gen_random_uuid(), 'node', 'node',
                       now() - interval '24 hours 59 minutes'""");
        HousekeepingVerticle housekeeping = new HousekeepingVerticle(
                database.database().pool(),
                new Partitions(database.database().pool(), Clock.systemUTC()),
                Clock.systemUTC());

        await(housekeeping.expireRequestKeys());

        assertThat(database.sql("SELECT request_key FROM request_keys"))
                .singleElement()
                .satisfies(row -> assertThat(row.getString(0)).isEqualTo("new"));
    }
}
