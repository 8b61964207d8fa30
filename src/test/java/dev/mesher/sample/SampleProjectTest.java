package dev.mesher.sample;

import static dev.mesher.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.db.PostgresUri;
import dev.mesher.testing.Envelopes;
import dev.mesher.testing.EventClient;
import dev.mesher.testing.StoredCounts;
import dev.mesher.testing.TestDatabase;
import dev.mesher.testing.TestNode;
import dev.mesher.testing.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a node gives it to the pages, and what is counted of its events. */
final class SampleProjectTest {
    private static final String PROJECT = "/api/v1/projects/sample";

    /** In the sample's resource, each platform's events have another one. */
    private static final Set<String> SERVICES = Set.of("storefront", "web", "billing", "stock", "office");

    private static TestNode node;
    private static TestDatabase database;
    private static Instant now;
    private static SampleProject.Sample filled;
    private static List<JsonObject> rows;

    /** Once more on another database when an hour ended meanwhile, since a spike is one of the running hour. */
    @BeforeAll
    static void fill(@TempDir Path directory) throws Exception {
        Vertx vertx = Vertx.vertx();
        do {
            if (node != null) {
                node.close();
            }
            String uri = TestPostgres.migratedDatabase();
            now = Instant.now();
            filled = new SampleProject(vertx, new PostgresUri(uri)).fill(now);
            node = TestNode.start(TestNode.settings(
                    uri, directory.resolve(uri.substring(uri.lastIndexOf('/') + 1)), TestNode.NO_LIMIT));
            database = node.database();
            rows = issues("");
        } while (!hour(now).equals(hour(Instant.now())));
        await(vertx.close());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void everyCountIsThatOfTheEvents() {
        StoredCounts.assertConsistent(database, database.number("SELECT count(*) FROM events"));
        StoredCounts.assertHoursConsistent(database);
        OffsetDateTime until = now.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        assertThat(database.number("SELECT count(*) FROM events WHERE received_at <= $1", until))
                .isEqualTo(filled.events());
        assertNone(
                "events without their client's id among those of 24 hours",
                "SELECT count(*) FROM events e WHERE received_at <= $1 AND received_at > $1::timestamptz - interval '24 hours'"
                        + " AND NOT EXISTS (SELECT FROM event_ids x WHERE x.id = e.id AND x.event_id = e.event_id)",
                until);
        assertNone(
                "events that are in no block of the index",
                "SELECT count(*) FROM (SELECT id FROM events WHERE received_at <= $1"
                        + " EXCEPT SELECT unnest(ids) FROM event_blocks) missing",
                until);
        assertNone(
                "hours with another count of indexed events",
                "SELECT count(*) FROM (SELECT date_trunc('hour', received_at, 'UTC') AS hour, count(*) AS events FROM events"
                        + " WHERE received_at < date_trunc('hour', $1::timestamptz, 'UTC') GROUP BY 1) e"
                        + " WHERE NOT EXISTS (SELECT FROM digest_hours d WHERE d.hour = e.hour AND d.event_count = e.events)",
                until);
        assertNone(
                "environments and releases of events that the issue has not, or the other way round",
                "SELECT count(*) FROM (SELECT DISTINCT issue_id, environment, release FROM events WHERE received_at <= $1) e"
                        + " FULL JOIN (SELECT * FROM issue_releases WHERE release <> '') r USING (issue_id, environment, release)"
                        + " WHERE e IS NULL OR r IS NULL",
                until);
        assertNone(
                "issues with another count of users",
                "SELECT count(*) FROM issues i WHERE i.first_seen <= $1 AND user_count <> (SELECT count(*) FROM issue_users u WHERE u.issue_id = i.id)",
                until);
        assertNone(
                "users of an issue that none of its events names",
                "SELECT count(*) FROM issue_users u JOIN issues i ON i.id = u.issue_id WHERE i.first_seen <= $1"
                        + " AND NOT EXISTS (SELECT FROM events e WHERE e.issue_id = i.id AND e.user_hash = u.user_hash)",
                until);
        assertThat(database.number("SELECT count(DISTINCT user_hash) FROM issue_users"))
                .isGreaterThan(200);
    }

    private static void assertNone(String what, String count, OffsetDateTime until) {
        assertThat(database.number(count, until)).as(what).isZero();
    }

    @Test
    void eachFaultIsOneIssueAndEachPlatformIsThere() {
        assertThat(filled.issues()).isEqualTo(SamplePlatform.faults().size()).isBetween(40, 80);
        assertThat(filled.events()).isLessThan(60_000);
        for (String service : SERVICES) {
            assertThat(database.number(
                            "SELECT count(*) FROM events WHERE tags ->> 'service' = $1 AND received_at > now() - interval '1 day'",
                            service))
                    .as(service)
                    .isGreaterThan(50);
        }
        assertThat(database.number("SELECT count(DISTINCT level) FROM issues")).isEqualTo(5);
        assertThat(database.number("SELECT count(*) FROM project_releases WHERE environment = 'production'"
                        + " AND first_seen > now() - interval '1 day'"))
                .isEqualTo(3);
        assertThat(database.number("SELECT count(*) FROM issue_origins WHERE release = 'larkspur@4.18.0'"))
                .isGreaterThanOrEqualTo(2);
        assertThat(database.number("SELECT count(DISTINCT session_id) FROM events"))
                .isGreaterThan(10);
    }

    @Test
    void rowsHaveTheirMarks() {
        assertThat(titles(row -> row.getBoolean("spiking"))).anyMatch(title -> title.contains("too many clients"));
        assertThat(titles(row -> row.getValue("regressed_at") != null))
                .containsExactly("MultiValueDictKeyError: 'address_id'");
        assertThat(titles(row -> row.getBoolean("is_new"))).hasSizeBetween(4, 12);
        assertThat(titles(row -> row.getValue("assigned_to") != null)).hasSizeGreaterThan(4);
        Map<String, Long> statuses =
                rows.stream().collect(Collectors.groupingBy(row -> row.getString("status"), Collectors.counting()));
        assertThat(statuses).containsOnlyKeys("unresolved", "resolved", "archived");
        assertThat(issues("&query=is:regressed")).hasSize(1);

        String returned = row("MultiValueDictKeyError").getString("id");
        assertThat(strings(
                        node.client()
                                .get("/api/v1/issues/" + returned + "/activity")
                                .json()
                                .getJsonArray("data"),
                        "kind"))
                .as("newest first")
                .containsExactly("comment", "regressed", "assigned", "resolved", "comment");
        JsonObject said = node.client()
                .get(PROJECT + "/feedback")
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(said.getString("issue_id"))
                .isEqualTo(row("Cannot read properties of undefined (reading 'price')")
                        .getString("id"));
    }

    @Test
    void anEventOfATemplateLandsInItsIssue() {
        String key = Objects.requireNonNull(filled.key());
        Set<String> platforms = new HashSet<>();
        for (Fault fault : SamplePlatform.faults()) {
            if (platforms.add(fault.platform())) {
                JsonObject event = new JsonObject(Buffer.buffer(new SampleEvents(fault, now).json(now)));
                UUID id = UUID.fromString(event.getString("event_id"));
                EventClient.Answer answer = fault.platform().equals(NativeEventForm.PLATFORM)
                        ? node.client().post(EventClient.EVENTS, event.encode(), "x-sentry-auth", key)
                        : node.client()
                                .post(
                                        "/api/" + filled.number() + "/envelope/",
                                        Envelopes.of(id).item("event", event).bytes(),
                                        "x-sentry-auth",
                                        key);
                assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
                assertThat(database.number(
                                "SELECT count(*) FROM events e JOIN issues i ON i.id = e.issue_id"
                                        + " WHERE e.event_id = $1 AND i.first_seen < e.received_at - interval '1 hour'",
                                id))
                        .as(fault.platform())
                        .isOne();
            }
        }
        assertThat(platforms).hasSize(5);
        assertThat(database.number(
                        "SELECT count(*) FROM issues i JOIN projects p ON p.id = i.project_id WHERE p.slug = 'sample'"))
                .isEqualTo(filled.issues());
    }

    /** An alert of another project shows that the node has looked at everything that was stored before. */
    @Test
    void noAlertFires() {
        EventClient client = node.client();
        assertThat(client.post(
                                "/api/v1/projects/default/alert-rules",
                                "{\"name\":\"any\",\"condition\":{\"condition_type\":\"new_issue\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(client.event("Looked").status()).isEqualTo(202);

        Awaitility.await().until(() -> database.number("SELECT count(*) FROM alerts") == 1);

        assertThat(database.number(
                        "SELECT count(*) FROM alerts a JOIN projects p ON p.id = a.project_id WHERE p.slug = 'sample'"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM alert_causes")).isZero();
        assertThat(database.number("SELECT count(*) FROM projects p JOIN alert_rules r ON r.project_id = p.id"
                        + " WHERE p.slug = 'sample' AND r.enabled"))
                .isEqualTo(2);
    }

    private static List<JsonObject> issues(String more) {
        EventClient.Answer answer = node.client().get(PROJECT + "/issues?limit=100" + more);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject row(String title) {
        return rows.stream()
                .filter(row -> row.getString("title").contains(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> titles(Predicate<JsonObject> marked) {
        return rows.stream().filter(marked).map(row -> row.getString("title")).toList();
    }

    private static List<String> strings(JsonArray objects, String field) {
        return objects.stream()
                .map(each -> ((JsonObject) each).getString(field))
                .toList();
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
