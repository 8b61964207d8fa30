package dev.mesher.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.authority.AuthorityVerticle;
import dev.mesher.authority.LeaseTimes;
import dev.mesher.config.ClusterSettings.ContinuityRole;
import dev.mesher.config.Continuity;
import dev.mesher.db.Partitions;
import dev.mesher.diagnostics.Diagnostics;
import dev.mesher.event.Uuids;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClosedDayTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(10);

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final LocalDate closed = today.minusDays(3);
    private AuthorityVerticle authority;

    @BeforeEach
    void days() {
        Await.await(new Partitions(data.database().pool(), Clock.systemUTC()).ensure(today.minusDays(5), today));
        authority = new AuthorityVerticle(
                data.database().pool(),
                new Continuity("a", ContinuityRole.PRIMARY, 0),
                LeaseTimes.DEFAULT,
                new Diagnostics());
        Await.await(vertx.deployVerticle(authority));
    }

    @AfterEach
    void stop() {
        data.close();
        Await.await(vertx.close());
    }

    @Test
    void eachClosedDayGetsItsIndexTheNewestFirst() {
        ClosedDayVerticle duty = duty(NEVER);
        List<String> built = new ArrayList<>();
        List<String> before = indexed();
        assertThat(before).isEmpty();
        while (Await.await(duty.step())) {
            List<String> now = indexed();
            now.removeAll(before);
            built.addAll(now);
            before = indexed();
        }

        List<String> due = new ArrayList<>();
        data.sql("SELECT partition FROM event_days WHERE ends <= now() - interval '1 hour' ORDER BY starts DESC")
                .forEach(row -> due.add(row.getString(0)));
        assertThat(built).isEqualTo(due).contains(name(today.minusDays(5)), name(today.minusDays(2)));
        assertThat(built).doesNotContain(name(today), name(today.plusDays(1)));
        assertThat(data.number("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%(event_id)%'"
                        + " AND tablename LIKE 'events%'"))
                .isEqualTo(due.size());
    }

    @Test
    void aDayThatIsOverForLessThanAnHourWaits() {
        data.sql("CREATE OR REPLACE VIEW event_days AS SELECT 'events_p20000101'::name AS partition,"
                + " now() - interval '25 hours' AS starts, now() - interval '59 minutes' AS ends, false AS indexed");
        assertThat(Await.await(ClosedDayStore.next(data.database().pool()))).isEmpty();

        data.sql("CREATE OR REPLACE VIEW event_days AS SELECT 'events_p20000101'::name AS partition,"
                + " now() - interval '25 hours' AS starts, now() - interval '61 minutes' AS ends, false AS indexed");
        assertThat(Await.await(ClosedDayStore.next(data.database().pool()))).contains("events_p20000101");
    }

    @Test
    void whoHoldsNoAuthorityBuildsNothing() {
        data.sql("UPDATE authority SET promotion_epoch = promotion_epoch + 1, holder = 'b'");

        assertThat(Await.await(duty(NEVER).step())).isFalse();
        assertThat(indexed()).isEmpty();
    }

    @Test
    void whatArrivesLateDoesNotWaitAndNoSecondBuildBeginsBesideTheFirst() {
        PgConnection writer = insideATransaction();
        Future<Boolean> first = duty(NEVER).step();
        Awaitility.await().until(() -> halfBuilt() == 1);

        UUID late = data.event(data.issue("Late", Duration.ZERO), Duration.ofDays(2), named(UUID.randomUUID()));
        assertThat(Await.await(duty(NEVER).step())).isFalse();
        assertThat(halfBuilt()).isEqualTo(1);
        assertThat(first.isComplete()).isFalse();
        Await.await(writer.query("COMMIT").execute());

        assertThat(Await.await(first)).isTrue();
        assertThat(indexed()).hasSize(1);
        assertThat(data.number("SELECT count(*) FROM events WHERE id = $1", late))
                .isEqualTo(1);
        Await.await(writer.close());
    }

    @Test
    void aBuildThatWasKilledIsReplaced() {
        PgConnection writer = insideATransaction();
        ClosedDayVerticle duty = duty(NEVER);
        Future<Boolean> killed = duty.step();
        Awaitility.await().until(() -> halfBuilt() == 1);
        data.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%'");
        assertThatThrownBy(() -> Await.await(killed)).isNotNull();
        Await.await(writer.query("COMMIT").execute());
        assertThat(halfBuilt()).isEqualTo(1);
        assertThat(indexed()).isEmpty();

        while (Await.await(duty.step())) {
            assertThat(halfBuilt()).isZero();
        }

        assertThat(indexed()).contains(name(today.minusDays(2)), name(closed));
        Await.await(writer.close());
    }

    @Test
    void aNodeThatStopsEndsItsBuild() {
        PgConnection writer = insideATransaction();
        String deployed = Await.await(vertx.deployVerticle(duty(SOON)));
        Awaitility.await().until(() -> halfBuilt() == 1);

        Await.await(vertx.undeploy(deployed));

        Awaitility.await()
                .until(() -> data.number("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%'"
                                + " AND datname = current_database()")
                        == 0);
        assertThat(indexed()).isEmpty();
        Await.await(writer.close());
    }

    @Test
    void theClientsIdsOfADayStayUntilItIsIndexed() {
        UUID issue = data.issue("Old", Duration.ZERO);
        Instant noon = closed.atTime(12, 0).toInstant(ZoneOffset.UTC);
        remember(issue, closed.minusDays(7).atTime(12, 0).toInstant(ZoneOffset.UTC));
        remember(issue, noon);
        remember(issue, Instant.now().minus(Duration.ofHours(24)));
        ClosedDayVerticle duty = duty(NEVER);
        HousekeepingVerticle housekeeping = new HousekeepingVerticle(
                data.database().pool(), new Partitions(data.database().pool(), Clock.systemUTC()), Clock.systemUTC());

        Await.await(housekeeping.expireEventIds());
        assertThat(remembered())
                .as("the day before all partitions has nothing to find")
                .isEqualTo(2);
        while (!indexed().contains(name(closed))) {
            assertThat(Await.await(duty.step())).isTrue();
        }
        Await.await(housekeeping.expireEventIds());
        assertThat(remembered()).as("an older day waits still").isEqualTo(2);
        while (Await.await(duty.step())) {
            assertThat(remembered()).isEqualTo(2);
        }
        Await.await(housekeeping.expireEventIds());

        assertThat(remembered()).isEqualTo(1);
        assertThat(data.number(
                        "SELECT count(*) FROM event_ids WHERE id > $1",
                        Uuids.firstAt(Instant.now().minus(Duration.ofHours(25)))))
                .isEqualTo(1);
    }

    @Test
    void timesAndIdsArePutIntoEachOtherAsInJava() {
        for (String text : List.of("1970-01-01T00:00:00Z", "2026-11-24T02:03:04.567Z", "3000-02-28T23:59:59.999Z")) {
            Instant time = Instant.parse(text);
            UUID id = new UUID(time.toEpochMilli() << 16 | 0x7abc, 0x8123456789abcdefL);

            assertThat(data.sql("SELECT event_time($1)", id).iterator().next().getOffsetDateTime(0))
                    .isEqualTo(Uuids.receivedAt(id).orElseThrow().atOffset(ZoneOffset.UTC));
            assertThat(data.sql("SELECT first_event_id($1)", time.atOffset(ZoneOffset.UTC))
                            .iterator()
                            .next()
                            .getUUID(0))
                    .isEqualTo(Uuids.firstAt(time));
        }
    }

    @Test
    void daysThatAreLateAreTold() {
        ClosedDayStore.Late late =
                Await.await(ClosedDayStore.late(data.database().pool()));
        assertThat(late).isEqualTo(new ClosedDayStore.Late(3, name(today.minusDays(5))));
    }

    private ClosedDayVerticle duty(Duration pause) {
        ClosedDayVerticle duty = new ClosedDayVerticle(data.database(), authority.authority(), pause);
        duty.init(vertx, vertx.getOrCreateContext());
        return duty;
    }

    /** A transaction that has written to the newest day that is due, for which a build waits in its middle. */
    private PgConnection insideATransaction() {
        UUID issue = data.issue("Slow", Duration.ZERO);
        String newest = Await.await(ClosedDayStore.next(data.database().pool())).orElseThrow();
        OffsetDateTime time = data.sql("SELECT starts FROM event_days WHERE partition = $1", newest)
                .iterator()
                .next()
                .getOffsetDateTime(0);
        PgConnection writer = Await.await(data.database().connect());
        Await.await(writer.query("BEGIN").execute());
        Await.await(writer.preparedQuery(
                        "INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message,"
                                + " tags, payload) VALUES (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'f', 'error',"
                                + " '', '{}', '')")
                .execute(Tuple.of(time, data.project(), issue)));
        return writer;
    }

    private void remember(UUID issue, Instant time) {
        data.sql(
                "INSERT INTO event_ids (project_id, event_id, id, issue_id) VALUES ($1, gen_random_uuid(), $2, $3)",
                data.project(),
                new UUID(time.toEpochMilli() << 16 | 0x7000, 1),
                issue);
    }

    private long remembered() {
        return data.number("SELECT count(*) FROM event_ids");
    }

    private long halfBuilt() {
        return data.number("SELECT count(*) FROM pg_index WHERE NOT indisvalid");
    }

    private List<String> indexed() {
        List<String> names = new ArrayList<>();
        data.sql("SELECT partition FROM event_days WHERE indexed ORDER BY starts DESC")
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }

    private static JsonObject named(UUID eventId) {
        return new JsonObject().put("event_id", eventId.toString());
    }

    private static String name(LocalDate day) {
        return "events_p" + day.toString().replace("-", "");
    }
}
