package dev.mesher.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gauges of messages, channels and partitions. */
final class StandingVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void start() {
        String unused = Await.await(
                vertx.deployVerticle(new StandingVerticle(data.database().duties(), meters, Duration.ofMillis(20))));
    }

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void theyFollowTheDatabase() {
        until("mesher.partitions.days", 8);
        assertThat(gauge("mesher.messages.waiting")).isZero();
        assertThat(gauge("mesher.messages.oldest.due.seconds")).isZero();
        assertThat(gauge("mesher.channels.failing")).isZero();

        data.sql("INSERT INTO channels (org_id, kind, name, settings, failing_since)"
                + " SELECT id, 'webhook', channel, '{}', since FROM organizations,"
                + " (VALUES ('fails', now()), ('works', NULL)) given (channel, since)");
        message("now() - interval '100 seconds'", "NULL", "NULL");
        message("now() - interval '900 seconds'", "now()", "NULL");
        message("now() - interval '900 seconds'", "NULL", "now()");
        message("now() + interval '1 hour'", "NULL", "NULL");

        until("mesher.messages.waiting", 2);
        assertThat(gauge("mesher.messages.oldest.due.seconds")).isBetween(100.0, 200.0);
        assertThat(gauge("mesher.channels.failing")).isEqualTo(1);
    }

    @Test
    void aMissingPartitionIsCounted() {
        until("mesher.partitions.days", 8);
        data.sql("DO $$ BEGIN EXECUTE 'DROP TABLE events_p'"
                + " || to_char((now() AT TIME ZONE 'UTC')::date + 3, 'YYYYMMDD'); END $$");

        until("mesher.partitions.days", 7);
    }

    @Test
    void withoutADatabaseTheyHaveNoValue() {
        until("mesher.partitions.days", 8);
        data.sql("ALTER TABLE channels RENAME TO gone");

        Awaitility.await().until(() -> Double.isNaN(gauge("mesher.channels.failing")));
    }

    private void message(String due, String delivered, String givenUp) {
        data.sql("INSERT INTO messages (channel_id, kind, due_at, next_try_at, give_up_at, delivered_at, given_up_at)"
                + " SELECT id, 'test', " + due + ", now(), now(), " + delivered + ", " + givenUp
                + " FROM channels LIMIT 1");
    }

    private void until(String gauge, double value) {
        Awaitility.await().until(() -> gauge(gauge) == value);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
