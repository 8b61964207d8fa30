package dev.mesher.alert;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.alert.EventSampleStore.Sample;
import dev.mesher.search.IndexStore;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The newest events of a project, some of which the search index does not have yet. */
final class EventSampleStoreTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final StoredData DATA = new StoredData(VERTX);

    private static final UUID ISSUE = DATA.issue("Boom", Duration.ZERO);

    /**
     * Forty events that are in the index, the older half in staging, and after them five that wait for it. The newer half is
     * in blocks of one event, as when few events come.
     */
    @BeforeAll
    static void fill() {
        for (int seconds = 45; seconds > 0; seconds--) {
            if (seconds == 25) {
                boolean unused = digest(100);
            }
            JsonObject event = new JsonObject()
                    .put("environment", seconds > 25 ? "staging" : "production")
                    .put("level", seconds == 1 ? "fatal" : "error")
                    .put("release", "1." + seconds % 3)
                    .put("tags", new JsonObject().put("host", "pod-" + seconds % 2));
            UUID id = DATA.event(ISSUE, Duration.ofSeconds(seconds), event);
            DATA.sql("UPDATE events SET user_hash = $1 WHERE id = $2", new UUID(0, seconds % 10), id);
            if (seconds <= 25 && seconds > 5) {
                boolean unused = digest(1);
            }
        }
        assertThat(DATA.number("SELECT sum(cardinality(ids)) FROM event_blocks"))
                .isEqualTo(40);
    }

    private static boolean digest(int batch) {
        return await(new IndexStore(VERTX, DATA.database().pool(), batch).digest(Instant.now()));
    }

    @AfterAll
    static void close() {
        DATA.close();
        await(VERTX.close());
    }

    @Test
    void allEventsOfTheWindowAreCounted() {
        assertThat(count("{}", 60, 100)).isEqualTo(new Sample(45, 45, 10, time(1)));
        assertThat(count("{}", 30, 100)).isEqualTo(new Sample(30, 30, 10, time(1)));
        assertThat(count("{}", 3, 100)).isEqualTo(new Sample(3, 3, 3, time(1)));
    }

    @Test
    void theNewestAreReadWhenThereAreMore() {
        assertThat(count("{}", 60, 20)).isEqualTo(new Sample(20, 20, 10, time(1)));
        assertThat(count("{\"environment\":\"staging\"}", 60, 20)).isEqualTo(new Sample(20, 0, 0, null));
    }

    @Test
    void eachFilterCounts() {
        assertThat(count("{\"environment\":[\"staging\",\"none\"]}", 60, 100))
                .isEqualTo(new Sample(45, 20, 10, time(26)));
        assertThat(count("{\"level\":\"fatal\"}", 60, 100)).isEqualTo(new Sample(45, 1, 1, time(1)));
        assertThat(count("{\"release\":\"1.0\"}", 60, 100).events()).isEqualTo(15);
        assertThat(count("{\"tag\":{\"key\":\"host\",\"value\":\"pod-0\"}}", 60, 100)
                        .events())
                .isEqualTo(22);
        assertThat(count("{\"issue\":\"" + ISSUE + "\"}", 60, 100).events()).isEqualTo(45);
        assertThat(count("{\"issue\":\"" + UUID.randomUUID() + "\"}", 60, 100).events())
                .isZero();
        assertThat(count("{\"environment\":\"production\",\"release\":\"1.0\"}", 60, 100)
                        .events())
                .isEqualTo(8);
    }

    @Test
    void anotherProjectHasNone() {
        assertThat(await(EventSampleStore.count(
                                DATA.database().pool(), UUID.randomUUID(), time(60), time(0), AlertFilters.NONE, 100))
                        .read())
                .isZero();
    }

    @Test
    void eventsAreFoundByTheirIds() throws Exception {
        String plan = DATA.plan(
                EventSampleStore.statement(20_000),
                FilterSql.add(Tuple.of(DATA.project(), time(60), time(0)), AlertFilters.NONE));

        assertThat(plan)
                .contains("event_blocks_pkey")
                .contains("_pkey on events_p")
                .doesNotContain("Seq Scan on events_p");
    }

    @Test
    void laterEventsAreLeftOut() {
        assertThat(count("{}", 30, 10, 100)).isEqualTo(new Sample(21, 21, 10, time(10)));
        assertThat(count("{}", 30, 3, 100)).isEqualTo(new Sample(28, 28, 10, time(3)));
    }

    private static Sample count(String filters, int seconds, int most) {
        return count(filters, seconds, 0, most);
    }

    private static Sample count(String filters, int since, int until, int most) {
        return await(EventSampleStore.count(
                DATA.database().pool(),
                DATA.project(),
                time(since),
                time(until),
                AlertFilters.parse(new JsonObject(filters)),
                most));
    }

    private static OffsetDateTime time(int secondsAgo) {
        return DATA.time(Duration.ofSeconds(secondsAgo));
    }
}
