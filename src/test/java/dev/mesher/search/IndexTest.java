package dev.mesher.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.bus.LocalBus;
import dev.mesher.testing.StoredData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IndexTest {
    private static final String IDS =
            "SELECT count(*) FROM event_blocks b, unnest(ids, times) u (id, received_at) JOIN events e USING (id, received_at)"
                    + " WHERE e.project_id = b.project_id AND date_trunc('hour', e.received_at, 'UTC') = b.hour";

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final IndexStore digest = new IndexStore(vertx, data.database().pool(), 10);
    private UUID issue;

    @BeforeEach
    void anIssue() {
        issue = data.issue("Boom", Duration.ZERO);
    }

    @AfterEach
    void stop() throws Exception {
        data.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void eachEventOnceInBatches() {
        events(25, Duration.ofMinutes(90));
        events(5, Duration.ofMinutes(10));

        assertThat(await(digest.digest(now()))).isTrue();
        assertThat(data.number(IDS)).isEqualTo(10);
        digestAll();

        assertThat(data.number(IDS)).isEqualTo(30);
        assertThat(data.number("SELECT count(DISTINCT id) FROM event_blocks, unnest(ids) id"))
                .isEqualTo(30);
        assertThat(data.number("SELECT sum(event_count)::bigint FROM digest_hours"))
                .isEqualTo(30);
        assertThat(data.number("SELECT sum(event_count)::bigint FROM tag_hours WHERE key = 'k' AND value = 'same'"))
                .isEqualTo(30);
        assertThat(data.number("SELECT max(cardinality(ids)) FROM event_blocks"))
                .isLessThanOrEqualTo(IndexStore.BLOCK);
    }

    @Test
    void whatIsTooNewWaits() {
        events(1, Duration.ofMinutes(2));
        events(1, Duration.ZERO);

        assertThat(await(digest.digest(now().minusSeconds(60)))).isFalse();

        assertThat(data.number(IDS)).isEqualTo(1);
    }

    @Test
    void anEventThatComesLateIsFoundByTheCountOfItsHour() {
        events(3, Duration.ofMinutes(70));
        events(2, Duration.ofMinutes(1));
        digestAll();
        events(12, Duration.ofMinutes(80));
        digestAll();
        assertThat(data.number(IDS)).isEqualTo(5);

        while (await(digest.digestLate(now().minus(Duration.ofHours(3))))) {
            assertThat(data.number(IDS)).isGreaterThan(5);
        }

        assertThat(data.number(IDS)).isEqualTo(17);
        assertThat(data.number("SELECT sum(event_count)::bigint FROM digest_hours"))
                .isEqualTo(17);
        assertThat(data.number("SELECT count(DISTINCT id) FROM event_blocks, unnest(ids) id"))
                .isEqualTo(17);
    }

    @Test
    void aLateEventIsFoundAlsoWhereOthersWereRemoved() {
        events(3, Duration.ofMinutes(70));
        digestAll();
        data.sql("DELETE FROM events");
        data.sql("UPDATE project_hours SET event_count = 0");
        assertThat(await(digest.digestLate(now().minus(Duration.ofHours(3))))).isFalse();
        events(1, Duration.ofMinutes(71));

        assertThat(await(digest.digestLate(now().minus(Duration.ofHours(3))))).isTrue();

        assertThat(data.number(IDS)).isEqualTo(1);
    }

    @Test
    void anHourKeepsNoMoreThanSomeValuesOfATag() {
        for (int n = 0; n < 30; n++) {
            data.sql(
                    "UPDATE events SET tags = $2 WHERE id = $1",
                    data.event(issue, Duration.ofMinutes(5), new JsonObject()),
                    new JsonObject().put("many", "v" + n));
        }
        data.sql(
                "INSERT INTO tag_hours SELECT $1, 'many', date_trunc('hour', $2::timestamptz, 'UTC'), 'known' || n, 1"
                        + " FROM generate_series(1, $3) n",
                data.project(),
                data.time(Duration.ofMinutes(5)),
                IndexStore.MOST_TAG_VALUES - 7);

        digestAll();

        assertThat(data.number("SELECT count(*) FROM tag_hours")).isEqualTo(IndexStore.MOST_TAG_VALUES);
    }

    @Test
    void oneNodeAtATime() throws Exception {
        events(3, Duration.ofMinutes(5));
        PgConnection other = data.database().connect().await(10, TimeUnit.SECONDS);
        other.query("BEGIN; SELECT 1 FROM digest_progress FOR UPDATE").execute().await(10, TimeUnit.SECONDS);

        assertThat(await(digest.digest(now()))).isFalse();
        assertThat(data.number(IDS)).isZero();

        other.close().await(10, TimeUnit.SECONDS);
        Awaitility.await().until(() -> {
            boolean unused = await(digest.digest(now()));
            return data.number(IDS) == 3;
        });
    }

    @Test
    void whatIsOlderThanTheProjectKeepsIsForgotten() {
        events(2, Duration.ofMinutes(5));
        digestAll();
        data.sql("UPDATE event_blocks SET hour = hour - interval '91 days'");
        data.sql("UPDATE tag_hours SET hour = hour - interval '3 days'");
        events(1, Duration.ofMinutes(4));
        digestAll();

        while (await(digest.forget())) {
            assertThat(data.number("SELECT count(*) FROM event_blocks")).isPositive();
        }

        assertThat(data.number(IDS)).isEqualTo(1);
        assertThat(data.number("SELECT sum(event_count)::bigint FROM tag_hours"))
                .isEqualTo(1);
    }

    /** A search finds its way back through the hours that were digested. */
    @Test
    void theHoursOfWhatIsKeptAreKept() {
        events(1, Duration.ofMinutes(5));
        digestAll();
        data.sql("INSERT INTO digest_hours SELECT project_id, hour - d * interval '1 day', 1"
                + " FROM digest_hours, unnest(ARRAY[30, 89, 91, 200]) d");

        assertThat(await(digest.forget())).isFalse();

        assertThat(data.number("SELECT count(*) FROM digest_hours")).isEqualTo(3);
    }

    @Test
    void theVerticleDoesItByItself() throws Exception {
        List<OffsetDateTime> indexed = new CopyOnWriteArrayList<>();
        events(3, Duration.ofMinutes(70));
        String id = vertx.deployVerticle(new IndexVerticle(
                        LocalBus.create(vertx),
                        data.database(),
                        Clock.systemUTC(),
                        Duration.ofMillis(5),
                        indexed::addAll))
                .await(10, TimeUnit.SECONDS);
        Awaitility.await().until(() -> data.number(IDS) == 3);
        Awaitility.await().until(() -> indexed.size() == 3);
        assertThat(indexed.get(0)).isBefore(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(69));

        vertx.undeploy(id).await(10, TimeUnit.SECONDS);
    }

    private void events(int count, Duration ago) {
        for (int n = 0; n < count; n++) {
            UUID unused = data.event(
                    issue,
                    ago,
                    new JsonObject().put("message", "m" + n).put("tags", new JsonObject().put("k", "same")));
        }
    }

    private void digestAll() {
        while (await(digest.digest(now()))) {
            assertThat(data.number(IDS)).isPositive();
        }
    }

    private static Instant now() {
        return Instant.now().plusSeconds(1);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
