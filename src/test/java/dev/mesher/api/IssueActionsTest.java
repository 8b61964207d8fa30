package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IssueActionsTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static PgConnection writer;
    private UUID issue;

    @BeforeAll
    static void start() throws Exception {
        writer = DATA.database().connect().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void anIssue() {
        issue = DATA.issue("Boom", Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"resolve, resolved", "archive, archived", "discard, discarded", "unresolve, unresolved"})
    void statuses(String action, String status) {
        DATA.sql("UPDATE issues SET status = 'resolved' WHERE id = $1 AND $2 = 'unresolve'", issue, action);

        for (int time = 0; time < 2; time++) {
            RawHttp.Answer answer = post(action, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
        }
        assertThat(text("SELECT status FROM issues WHERE id = $1")).isEqualTo(status);
    }

    @Test
    void resolvingTellsWhenInWholeMilliseconds() {
        assertThat(post("resolve", "{}").status()).isEqualTo(200);

        assertThat(DATA.number(
                        "SELECT count(*) FROM issues WHERE id = $1"
                                + " AND last_resolved_at = date_trunc('milliseconds', last_resolved_at)"
                                + " AND last_resolved_at BETWEEN now() - interval '1 minute' AND now()",
                        issue))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"user_id\":\"\"}", "{\"user_id\":null}"})
    void assignAndUnassign(String nobody) {
        UUID user = DATA.sql("INSERT INTO users (email, password_hash) VALUES ($1, '') RETURNING id", issue + "@x")
                .iterator()
                .next()
                .getUUID("id");
        assertThat(post("assign", new JsonObject().put("user_id", user.toString()))
                        .error())
                .as("not a member of the issue's organisation")
                .isEqualTo("user not found");
        DATA.sql(
                "INSERT INTO org_memberships (user_id, org_id) SELECT $1, org_id FROM projects WHERE number = 1", user);

        assertThat(post("assign", new JsonObject().put("user_id", user.toString()))
                        .body())
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(text("SELECT assigned_to::text FROM issues WHERE id = $1")).isEqualTo(user.toString());
        assertThat(post("assign", nobody).status()).isEqualTo(200);
        assertThat(DATA.number("SELECT count(*) FROM issues WHERE id = $1 AND assigned_to IS NULL", issue))
                .isEqualTo(1);
    }

    @Test
    void assignToSomebodyUnknown() {
        RawHttp.Answer answer =
                post("assign", new JsonObject().put("user_id", UUID.randomUUID().toString()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("user not found");
    }

    @Test
    void deleteHidesTheIssueAndFreesItsFingerprints() {
        assertThat(post("delete", "").body()).isEqualTo("{\"status\":\"ok\"}");

        assertThat(text("SELECT status FROM issues WHERE id = $1")).isEqualTo("deleted");
        assertThat(DATA.number("SELECT count(*) FROM issue_fingerprints WHERE issue_id = $1", issue))
                .isZero();
    }

    @Test
    void nothingActsOnADeletedIssue() {
        assertThat(post("delete", "").status()).isEqualTo(200);

        for (String action : List.of("resolve", "unresolve", "archive", "discard", "delete", "assign")) {
            RawHttp.Answer answer = post(action, "");
            assertThat(answer.status()).as(action).isEqualTo(404);
            assertThat(answer.error()).isEqualTo("issue not found");
        }
        assertThat(text("SELECT status FROM issues WHERE id = $1")).isEqualTo("deleted");
    }

    @Test
    void deleteWaitsForAWriterAndSeesTheFingerprintThatItAdded() throws Exception {
        run("BEGIN");
        run("UPDATE issues SET event_count = event_count + 1 WHERE id = $1", issue);
        CompletableFuture<RawHttp.Answer> deletion = CompletableFuture.supplyAsync(() -> post("delete", ""));
        somebodyWaits();
        run(
                "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id) VALUES ($1, 'late', $2)",
                DATA.project(),
                issue);
        run("COMMIT");

        assertThat(deletion.join().status()).isEqualTo(200);
        assertThat(DATA.number("SELECT count(*) FROM issue_fingerprints WHERE issue_id = $1", issue))
                .isZero();
    }

    @Test
    void deleteTriesAgainWhenItLosesADeadlock() throws Exception {
        run("SET deadlock_timeout = '1min'");
        run("BEGIN");
        run("UPDATE issue_fingerprints SET algorithm = 2 WHERE issue_id = $1", issue);
        CompletableFuture<RawHttp.Answer> deletion = CompletableFuture.supplyAsync(() -> post("delete", ""));
        somebodyWaits();
        run("UPDATE issues SET event_count = event_count + 1 WHERE id = $1", issue);
        run("COMMIT");

        assertThat(deletion.join().status()).isEqualTo(200);
        assertThat(text("SELECT status FROM issues WHERE id = $1")).isEqualTo("deleted");
    }

    private static void run(String statement, Object... arguments) throws Exception {
        RowSet<Row> unused =
                writer.preparedQuery(statement).execute(Tuple.from(arguments)).await(10, TimeUnit.SECONDS);
    }

    private static void somebodyWaits() {
        Awaitility.await().until(() -> DATA.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
    }

    private RawHttp.Answer post(String action, Object body) {
        return SERVER.http().post("/api/v1/issues/" + issue + "/" + action, body);
    }

    private String text(String query) {
        return DATA.sql(query, issue).iterator().next().getString(0);
    }
}
