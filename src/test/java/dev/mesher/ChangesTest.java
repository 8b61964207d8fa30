package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code changes} tells of a project on a whole node, whatever changed it. */
final class ChangesTest {
    private static final String PATH = "/api/v1/projects/default/changes";
    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path directory) {
        node = TestNode.start(directory);
    }

    @Test
    void withoutACursorThereIsThePresentOneAndNothingHasChangedSince() {
        JsonObject present = get("");

        assertThat(present.fieldNames()).containsExactly("cursor");
        JsonObject changes = since(present.getString("cursor"));
        assertThat(changes.fieldNames()).containsExactlyInAnyOrder("cursor", "complete", "issues", "gone", "alerts");
        assertThat(changes.getBoolean("complete")).isTrue();
    }

    @Test
    void aBatchOfEvents() {
        String issue = send("counted");
        String other = send("left alone");
        String cursor = cursor();

        IntStream.range(0, 3).forEach(i -> send("counted"));

        JsonObject changes = since(cursor);
        assertThat(row(changes, issue).getLong("event_count")).isEqualTo(4);
        assertThat(ids(changes)).doesNotContain(other);
        String opened = send("opened");
        assertThat(ids(since(cursor))).contains(issue, opened);
    }

    @Test
    void whatUsersDo() {
        String issue = send("acted upon");
        node.sql("WITH made AS (INSERT INTO users (email, password_hash) VALUES ('has@it.example', 'x') RETURNING id)"
                + " UPDATE issues SET assigned_to = made.id FROM made WHERE issues.id = '" + issue + "'");
        for (String action : List.of("resolve", "unresolve", "archive", "discard", "assign")) {
            String cursor = cursor();

            act(issue, action, "{}");

            assertThat(ids(since(cursor))).as(action).contains(issue);
        }
        String cursor = cursor();

        act(issue, "delete", "{}");

        assertThat(gone(cursor)).contains(issue);
        assertThat(ids(since(cursor))).doesNotContain(issue);
        assertThat(gone(cursor())).doesNotContain(issue);
    }

    @Test
    void mergesAndUnmerges() {
        String target = send("merge left");
        String source = send("merge right");
        String cursor = cursor();

        act(
                target,
                "merge",
                new JsonObject().put("issue_ids", new JsonArray().add(source)).encode());

        await().atMost(SOON).until(() -> gone(cursor).contains(source));
        assertThat(row(since(cursor), target).getLong("event_count")).isEqualTo(2);

        String before = cursor();
        String fingerprint = node.sql(
                        "SELECT fingerprint FROM issue_fingerprints WHERE issue_id = $1 ORDER BY created_at DESC LIMIT 1",
                        UUID.fromString(target))
                .iterator()
                .next()
                .getString(0);
        String opened = act(
                        target,
                        "unmerge",
                        new JsonObject()
                                .put("fingerprints", List.of(fingerprint))
                                .encode())
                .getString("issue_id");
        assertThat(ids(since(before))).contains(opened);
        await().atMost(SOON).until(() -> ids(since(before)).contains(target));
    }

    @Test
    void aSpikeThatReopens() {
        String issue = send("spikes");
        act(issue, "archive", "{}");
        String cursor = cursor();

        IntStream.range(0, 12).forEach(i -> send("spikes"));

        await().atMost(SOON)
                .until(() -> row(since(cursor), issue).getString("status").equals("unresolved"));
    }

    @Test
    void plainSqlAndTheRetention() {
        String issue = send("by hand");
        String cursor = cursor();

        node.sql("UPDATE issues SET title = 'renamed' WHERE id = $1", UUID.fromString(issue));
        assertThat(row(since(cursor), issue).getString("title")).isEqualTo("renamed");

        node.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", UUID.fromString(issue));
        assertThat(gone(cursor)).contains(issue);
    }

    @Test
    void whatCommitsAfterTheCursorIsFoundHoweverLongAgoItBegan() {
        String issue = send("slow");
        String deleted = send("deleted slowly");
        SqlConnection connection = Await.await(node.database().database().pool().getConnection());
        Transaction slow = Await.await(connection.begin());
        Await.await(connection
                .preparedQuery("UPDATE issues SET title = 'slowly' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(issue))));
        Await.await(connection
                .preparedQuery("UPDATE issues SET status = 'deleted' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(deleted))));
        IntStream.range(0, 3).forEach(i -> send("meanwhile"));
        String cursor = cursor();
        String later = since(cursor).getString("cursor");

        Await.await(slow.commit());
        Await.await(connection.close());

        assertThat(row(since(cursor), issue).getString("title")).isEqualTo("slowly");
        assertThat(row(since(later), issue).getString("title")).isEqualTo("slowly");
        assertThat(gone(later)).contains(deleted);
    }

    @Test
    void alertsThatAreNewOrHaveChanged() {
        String cursor = cursor();
        UUID rule = node.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json, enabled)"
                                + " VALUES ($1, 'by hand', '{\"condition_type\":\"new_issue\"}', false) RETURNING id",
                        node.project())
                .iterator()
                .next()
                .getUUID(0);
        UUID alert = node.sql(
                        "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot)"
                                + " VALUES ($1, $2, 'fired', '{}') RETURNING id",
                        rule,
                        node.project())
                .iterator()
                .next()
                .getUUID(0);

        assertThat(since(cursor).getJsonArray("alerts").getJsonObject(0).getString("message"))
                .isEqualTo("fired");
        String fired = cursor();
        assertThat(since(fired).getJsonArray("alerts")).isEmpty();

        new RawHttp(node.httpPort()).post("/api/v1/alerts/" + alert + "/acknowledge", "{}");

        JsonObject changed = since(fired).getJsonArray("alerts").getJsonObject(0);
        assertThat(changed.getString("status")).isEqualTo("acknowledged");
        assertThat(changed.getString("rule_name")).isEqualTo("by hand");
    }

    @Test
    void theChangesOfOtherProjectsAreTheirs() {
        UUID project = project("elsewhere");
        String cursor = cursor();

        UUID issue = issues(project, 1);

        assertThat(ids(since(cursor))).doesNotContain(issue.toString());
        assertThat(get("/api/v1/projects/elsewhere/changes", "?since=" + cursor).getJsonArray("issues"))
                .hasSize(1);
    }

    @Test
    void ofMoreThanFiveHundredTheClientReadsItsListAnew() {
        UUID project = project("many");
        String cursor = cursor();
        issues(project, 500);
        String path = "/api/v1/projects/many/changes";
        assertThat(get(path, "?since=" + cursor).getBoolean("complete")).isTrue();

        issues(project, 1);

        JsonObject changes = get(path, "?since=" + cursor);
        assertThat(changes.getBoolean("complete")).isFalse();
        assertThat(changes.getJsonArray("issues")).hasSize(500);
        assertThat(get(path, "?since=" + changes.getString("cursor")).getBoolean("complete"))
                .isTrue();

        node.sql("UPDATE issues SET status = 'deleted' WHERE project_id = $1", project);
        assertThat(get(path, "?since=" + changes.getString("cursor")).getBoolean("complete"))
                .isFalse();
    }

    @Test
    void aCursorThatDoesNotReachHere() {
        String[] parts = cursor().split("\\.", -1);
        long dayMillis = Duration.ofDays(1).toMillis();
        long at = Long.parseLong(parts[1]);

        assertThat(since(parts[0] + "." + (at - 29 * dayMillis) + "." + parts[2])
                        .getBoolean("complete"))
                .isTrue();
        for (String far : List.of(
                parts[0] + "." + (at - 31 * dayMillis) + "." + parts[2],
                parts[0] + "." + at + ".0123456789abcdef",
                (Long.parseLong(parts[0]) + 1_000_000) + "." + at + "." + parts[2])) {
            JsonObject changes = since(far);
            assertThat(changes.getBoolean("complete")).as(far).isFalse();
            assertThat(changes.getJsonArray("issues")).isEmpty();
            assertThat(since(changes.getString("cursor")).getBoolean("complete"))
                    .isTrue();
        }
    }

    @Test
    void theCursorNeedsNoPrivilegeThatAnOwnerOfADatabaseLacks() {
        node.sql("CREATE ROLE plain_owner");
        try {
            for (String function : List.of(
                    "pg_control_system()",
                    "pg_current_snapshot()",
                    "pg_walfile_name(pg_lsn)",
                    "pg_current_wal_lsn()",
                    "pg_current_xact_id()")) {
                assertThat(node.sql("SELECT has_function_privilege('plain_owner', $1::text, 'execute')", function)
                                .iterator()
                                .next()
                                .getBoolean(0))
                        .as(function)
                        .isTrue();
            }
        } finally {
            node.sql("DROP ROLE plain_owner");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "a.b.c",
                "-1.0.0123456789abcdef",
                "1.1.0123456789abcde",
                "1.1.0123456789abcdef.1",
                "9999999999999999999.1.0123456789abcdef"
            })
    void aMalformedCursorIsRefused(String cursor) {
        RawHttp.Answer answer = new RawHttp(node.httpPort()).get(PATH + "?since=" + cursor);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("since must be a cursor that this server handed out");
    }

    @CanIgnoreReturnValue
    private static String send(String message) {
        return node.client().event(message).text("issue_id");
    }

    @CanIgnoreReturnValue
    private static JsonObject act(String issue, String action, String body) {
        RawHttp.Answer answer = new RawHttp(node.httpPort()).post("/api/v1/issues/" + issue + "/" + action, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object();
    }

    private static UUID project(String slug) {
        return node.sql(
                        "INSERT INTO projects (org_id, name, slug) SELECT id, $1, $1 FROM organizations RETURNING id",
                        slug)
                .iterator()
                .next()
                .getUUID(0);
    }

    /** Adds issues by plain SQL. Returns one of them. */
    @CanIgnoreReturnValue
    private static UUID issues(UUID project, int count) {
        return node.sql(
                        "INSERT INTO issues (project_id, fingerprint, title)"
                                + " SELECT $1, 'f', 't' FROM generate_series(1, $2) RETURNING id",
                        project,
                        count)
                .iterator()
                .next()
                .getUUID(0);
    }

    private static String cursor() {
        return get("").getString("cursor");
    }

    private static JsonObject since(String cursor) {
        return get("?since=" + cursor);
    }

    private static JsonObject get(String query) {
        return get(PATH, query);
    }

    private static JsonObject get(String path, String query) {
        RawHttp.Answer answer = new RawHttp(node.httpPort()).get(path + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.object();
    }

    private static List<String> ids(JsonObject changes) {
        return changes.getJsonArray("issues").stream()
                .map(row -> ((JsonObject) row).getString("id"))
                .toList();
    }

    private static List<String> gone(String cursor) {
        return since(cursor).getJsonArray("gone").stream().map(String::valueOf).toList();
    }

    private static JsonObject row(JsonObject changes, String issue) {
        return changes.getJsonArray("issues").stream()
                .map(JsonObject.class::cast)
                .filter(row -> issue.equals(row.getString("id")))
                .findFirst()
                .orElse(new JsonObject().put("status", "").put("title", ""));
    }
}
