package dev.mesher.alert;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.alert.EventEstimateStore.Estimate;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows that have more events than a sample. */
final class SampledWindowTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final StoredData DATA = new StoredData(VERTX);
    private static final OffsetDateTime NOW = DATA.time(Duration.ZERO);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final AlertFilters PRODUCTION = filters("production");

    /**
     * 24,000 events of the last four minutes, in blocks of 16, half of them in production and one of 480 in staging. Each has
     * a user of its own.
     */
    @BeforeAll
    static void fill() {
        UUID issue = DATA.issue("Boom", Duration.ZERO);
        DATA.sql(
                """
                INSERT INTO events (id, received_at, project_id, issue_id, fingerprint, level, message, environment, tags,
                                    payload, user_hash)
                SELECT overlay(first_event_id(at)::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, at, $1, $2, 'f',
                       'error', '', CASE WHEN n % 2 = 0 THEN 'production' WHEN n % 480 = 1 THEN 'staging' ELSE 'test' END,
                       '{}', '', gen_random_uuid()
                FROM (SELECT n, $3::timestamptz - n * interval '10 milliseconds' AS at FROM generate_series(1, 24000) n) e""",
                DATA.project(), issue, NOW);
        DATA.sql(
                """
                INSERT INTO event_blocks (project_id, last_id, hour, ids, times, words)
                SELECT project_id, (array_agg(id ORDER BY id DESC))[1], date_trunc('hour', min(received_at)),
                       array_agg(id ORDER BY id), array_agg(received_at ORDER BY id), '{}'
                FROM (SELECT *, (row_number() OVER (ORDER BY id) - 1) / 16 AS block FROM events) e GROUP BY project_id, block""");
        DATA.sql("UPDATE digest_progress SET digested_to = e.id, digested_until = e.received_at"
                + " FROM (SELECT id, received_at FROM events ORDER BY id DESC LIMIT 1) e");
        DATA.sql("ANALYZE events, event_blocks");
    }

    @AfterAll
    static void close() {
        DATA.close();
        await(VERTX.close());
    }

    @Test
    void aThresholdThatTheNewestEventsReachNeedsNoEstimate() {
        assertThat(message(new AlertCondition.Threshold(9_000, WINDOW), PRODUCTION))
                .contains("9000 matching events or more within 10 minutes:"
                        + " at least 10,000 among the newest 20,000 events");
    }

    @Test
    void aHigherThresholdIsReachedByTheEstimate() {
        assertThat(message(new AlertCondition.Threshold(11_500, WINDOW), PRODUCTION))
                .contains("11500 matching events or more within 10 minutes:"
                        + " about 12,000, estimated from 8,000 of about 24,000 events");
        assertThat(message(new AlertCondition.Threshold(12_500, WINDOW), PRODUCTION))
                .isEmpty();
    }

    @Test
    void aFewMatchingEventsMayBeChanceAndFireNothing() {
        AlertFilters staging = filters("staging");
        assertThat(message(new AlertCondition.Threshold(40, WINDOW), staging)).isPresent();
        assertThat(message(new AlertCondition.Threshold(45, WINDOW), staging)).isEmpty();
    }

    @Test
    void aWindowWithoutMoreEventsThanTheSampleIsCounted() {
        assertThat(message(new AlertCondition.Threshold(5_000, Duration.ofMinutes(2)), PRODUCTION))
                .contains("5000 matching events or more within 2 minutes");
        assertThat(message(new AlertCondition.Threshold(7_000, Duration.ofMinutes(2)), PRODUCTION))
                .isEmpty();
    }

    @Test
    void usersAreCountedAmongTheNewestEvents() {
        assertThat(message(new AlertCondition.Users(10_000, WINDOW), AlertFilters.NONE))
                .contains("10000 users or more within 10 minutes: at least 20,000 among the newest 20,000 events");
        assertThat(message(new AlertCondition.Users(11_000, WINDOW), PRODUCTION))
                .isEmpty();
    }

    @Test
    void anEstimateComparesAllEventsWhenItCan() {
        Estimate found = await(EventEstimateStore.estimate(
                DATA.database().pool(), DATA.project(), NOW.minusMinutes(1), NOW, PRODUCTION));
        assertThat(found).isEqualTo(new Estimate(6_000, 3_000, 6_000, 3_000));
    }

    @Test
    void anEstimateComparesEventsThatTheIndexDoesNotHaveYet() {
        UUID issue = DATA.issue("Other", Duration.ZERO);
        UUID event = DATA.event(issue, Duration.ofMillis(-20), new JsonObject().put("environment", "new"));
        Estimate found = await(EventEstimateStore.estimate(
                DATA.database().pool(), DATA.project(), NOW.minus(WINDOW), NOW.plusSeconds(1), filters("new")));
        DATA.sql("DELETE FROM events WHERE id = $1", event);
        assertThat(found).isEqualTo(new Estimate(8_001, 1, 24_001, 1));
    }

    @Test
    void anEstimateReadsBlocksByTheirKeysAndEventsByTheirIds() throws Exception {
        String plan = DATA.plan(
                EventEstimateStore.ESTIMATE,
                FilterSql.add(Tuple.of(DATA.project(), NOW.minus(WINDOW), NOW), PRODUCTION));

        assertThat(plan)
                .contains("Index Scan using event_blocks_pkey")
                .contains("_pkey on events_p")
                .doesNotContain("Seq Scan on events_p");
    }

    private static Optional<String> message(AlertCondition condition, AlertFilters filters) {
        AlertRule rule = new AlertRule(UUID.randomUUID(), DATA.project(), condition, filters, Duration.ZERO, NOW);
        return await(SampledWindow.judge(DATA.database().pool(), NOW, rule, null))
                .map(Firing::message);
    }

    private static AlertFilters filters(String environment) {
        return AlertFilters.parse(new JsonObject().put("environment", environment));
    }
}
