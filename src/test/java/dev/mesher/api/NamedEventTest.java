package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.event.EventDetailStore;
import dev.mesher.testing.Await;
import dev.mesher.testing.ClosedDays;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that is looked up by the client's id: of the running day, of a day that is closed, and between the two. */
final class NamedEventTest {
    private static final Duration OLD = Duration.ofDays(3);

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static final RawHttp HTTP = SERVER.http();

    private final UUID eventId = UUID.randomUUID();
    private UUID issue;

    @BeforeAll
    static void days() {
        DATA.sql("SELECT ensure_event_partitions(current_date - 5, current_date)");
    }

    @BeforeEach
    void anIssue() {
        issue = DATA.issue("Boom", Duration.ZERO);
    }

    @Test
    void ofADayThatIsNotIndexedYet() {
        UUID id = event(OLD);
        DATA.sql("DROP INDEX IF EXISTS " + partition(id) + "_event_id");

        assertFound(id);
        assertThat(event(UUID.randomUUID().toString())).isEqualTo(404);
    }

    @Test
    void ofAClosedDay() {
        UUID id = event(OLD);
        ClosedDays.index(SERVER.vertx(), DATA);
        DATA.sql("DELETE FROM event_ids");

        assertFound(id);
        assertThat(event(UUID.randomUUID().toString())).isEqualTo(404);
    }

    @Test
    void theNewestOfThatName() {
        UUID older = event(OLD);
        DATA.sql("DELETE FROM event_ids");
        UUID old = event(Duration.ofDays(2));
        ClosedDays.index(SERVER.vertx(), DATA);
        DATA.sql("DELETE FROM event_ids");
        assertFound(old);

        UUID newest = event(Duration.ZERO);
        assertFound(newest);

        UUID deleted = DATA.issue("Deleted", Duration.ZERO);
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", deleted);
        DATA.sql("UPDATE events SET issue_id = $1 WHERE id = ANY (ARRAY[$2, $3]::uuid[])", deleted, newest, old);
        assertFound(older);
    }

    @Test
    void itsAttachment() {
        UUID id = event(OLD);
        UUID attachment = DATA.sql(
                        "INSERT INTO attachments (project_id, event_id, digest, filename, kind, size, received_at, data)"
                                + " VALUES ($1, $2, gen_random_uuid(), 'f.txt', 'k', 1, now(), 'x') RETURNING id",
                        DATA.project(),
                        eventId)
                .iterator()
                .next()
                .getUUID(0);
        String path = "/api/v1/attachments/" + attachment;
        DATA.sql("DROP INDEX IF EXISTS " + partition(id) + "_event_id");
        assertThat(HTTP.get(path).body()).isEqualTo("x");

        ClosedDays.index(SERVER.vertx(), DATA);
        DATA.sql("DELETE FROM event_ids");
        assertThat(HTTP.get(path).body()).isEqualTo("x");

        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);
        assertThat(HTTP.get(path).status()).isEqualTo(404);
    }

    @Test
    void whatUsersSaidOfIt() {
        UUID id = event(OLD);
        DATA.sql(
                "INSERT INTO user_feedback (project_id, event_id, id, message, received_at)"
                        + " VALUES ($1, $2, gen_random_uuid(), 'it broke', now())",
                DATA.project(),
                eventId);
        ClosedDays.index(SERVER.vertx(), DATA);
        DATA.sql("DELETE FROM event_ids");

        assertThat(HTTP.get("/api/v1/events/" + eventId).body()).contains(id.toString(), "it broke");
    }

    @Test
    void noDayWithoutTheIndexIsRead() {
        ClosedDays.index(SERVER.vertx(), DATA);
        UUID today = event(Duration.ZERO);
        List<String> without = new ArrayList<>();
        DATA.sql("SELECT partition FROM event_days WHERE NOT indexed").forEach(row -> without.add(row.getString(0)));
        assertThat(without).contains(partition(today));
        DATA.sql("DELETE FROM event_ids");
        UUID unknown = UUID.randomUUID();

        String lookUp = executed(EventDetailStore.NAMED, Tuple.of(unknown).addArrayOfUUID(null));
        String attachment = executed(
                "SELECT EXISTS (SELECT FROM named_events($1, $2) OFFSET 0)", Tuple.of(DATA.project(), unknown));

        assertThat(List.of(lookUp, attachment)).allSatisfy(plan -> {
            assertThat(plan.lines().filter(line -> line.contains(" on events_p") && !line.contains("never executed")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("_event_id "))
                    .noneMatch(line -> without.stream().anyMatch(line::contains));
            assertThat(without).allMatch(plan::contains);
        });
    }

    @Test
    void theIdsOfTheLastDayAreAskedByTheirKey() {
        String plan =
                executed(EventDetailStore.RECENTLY_NAMED, Tuple.of(eventId).addArrayOfUUID(null));

        assertThat(plan).contains("using event_ids_pkey").containsPattern("Index Cond: .*project_id.*event_id");
    }

    private UUID event(Duration ago) {
        return DATA.event(issue, ago, new JsonObject().put("event_id", eventId.toString()));
    }

    private static int event(String id) {
        return HTTP.get("/api/v1/events/" + id).status();
    }

    private void assertFound(UUID id) {
        for (String form : List.of(eventId.toString(), eventId.toString().replace("-", ""))) {
            assertThat(HTTP.get("/api/v1/events/" + form)
                            .object()
                            .getJsonObject("event")
                            .getString("id"))
                    .isEqualTo(id.toString());
        }
    }

    private static String partition(UUID id) {
        return DATA.sql("SELECT tableoid::regclass::text FROM events WHERE id = $1", id)
                .iterator()
                .next()
                .getString(0);
    }

    /** The plan, without the sequential scans that small tables prefer, and what of it was run. */
    private static String executed(String query, Tuple arguments) {
        PgConnection connection = Await.await(DATA.database().connect());
        Await.await(connection
                .query("SET enable_seqscan = off; SET enable_bitmapscan = off")
                .execute());
        List<String> lines = new ArrayList<>();
        Await.await(connection.preparedQuery("EXPLAIN (ANALYZE) " + query).execute(arguments))
                .forEach(row -> lines.add(row.getString(0)));
        Await.await(connection.close());
        return String.join("\n", lines);
    }
}
