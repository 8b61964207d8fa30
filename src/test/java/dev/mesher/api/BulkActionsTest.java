package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One action on many issues. */
final class BulkActionsTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static final BulkRequests REQUESTS = BulkRequests.of(SERVER);
    private static final UUID USER = REQUESTS.user();
    private UUID one;
    private UUID two;

    @BeforeEach
    void issues() {
        one = DATA.issue("One", Duration.ZERO);
        two = DATA.issue("Two", Duration.ZERO);
    }

    @Test
    void everyIssueHasAResultInTheOrderOfTheRequest() {
        DATA.sql("UPDATE issues SET status = 'archived', assigned_to = $2 WHERE id = $1", two, USER);
        UUID missing = UUID.randomUUID();

        List<JsonObject> results = REQUESTS.act("resolve", two, missing, one, two);

        assertThat(results.stream().map(result -> result.getString("id")))
                .containsExactly(two.toString(), missing.toString(), one.toString());
        assertThat(BulkRequests.statuses(results)).containsExactly("ok", "not_found", "ok");
        assertThat(results.get(0).getJsonObject("before"))
                .isEqualTo(new JsonObject().put("status", "archived").put("assigned_to", USER.toString()));
        assertThat(results.get(2).getJsonObject("before"))
                .isEqualTo(new JsonObject().put("status", "unresolved").putNull("assigned_to"));
        assertThat(results.get(1).fieldNames()).containsExactly("id", "status");
        for (UUID issue : List.of(one, two)) {
            assertThat(DATA.status(issue)).isEqualTo("resolved");
            assertThat(SERVER.announcements().changesOf(issue))
                    .containsExactly(new IssueChanged(DATA.project(), issue, IssueAction.RESOLVED));
            assertThat(SERVER.announcements().activitiesOf(issue)).hasSize(1);
        }
    }

    @Test
    void aDeletionFreesFingerprintsAndHasNoUndo() {
        JsonObject deleted = REQUESTS.act("delete", one).get(0);

        assertThat(deleted.fieldNames()).containsExactly("id", "status", "before");
        assertThat(DATA.number("SELECT count(*) FROM issue_fingerprints WHERE issue_id = $1", one))
                .isZero();
        assertThat(REQUESTS.act("delete", one).get(0).getString("status")).isEqualTo("not_found");
    }

    @Test
    void nothingIsDoneForAnAssigneeWhoIsNoMember() {
        RawHttp.Answer answer = SERVER.http()
                .post(
                        BulkRequests.PATH,
                        BulkRequests.body("assign", one)
                                .put("user_id", UUID.randomUUID().toString()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("user not found");
        assertThat(SERVER.announcements().changesOf(one)).isEmpty();
    }

    @Test
    void issuesOfAnotherProjectAreNotFound() {
        UUID other = DATA.sql(
                        "INSERT INTO projects (org_id, name, slug) SELECT org_id, 'Other', $1 FROM projects"
                                + " WHERE number = 1 RETURNING id",
                        "other-" + one)
                .iterator()
                .next()
                .getUUID(0);

        RawHttp.Answer answer =
                SERVER.http().post("/api/v1/projects/" + other + "/issues/actions", BulkRequests.body("resolve", one));

        assertThat(BulkRequests.results(answer).get(0).getString("status")).isEqualTo("not_found");
        assertThat(DATA.status(one)).isEqualTo("unresolved");
    }

    /** While it waits for the issue with the lower id, it must not hold the other one, which a writer may want. */
    @Test
    void issuesAreLockedInTheOrderOfTheirIds() throws Exception {
        UUID lower = one.toString().compareTo(two.toString()) < 0 ? one : two;
        UUID higher = lower.equals(one) ? two : one;
        PgConnection writer = DATA.database().connect().await(10, TimeUnit.SECONDS);
        writer.query("BEGIN").execute().await(10, TimeUnit.SECONDS);
        lock(writer, lower);
        CompletableFuture<List<JsonObject>> action =
                CompletableFuture.supplyAsync(() -> REQUESTS.act("resolve", higher, lower));
        Awaitility.await().until(() -> DATA.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);

        lock(writer, higher);
        writer.query("COMMIT").execute().await(10, TimeUnit.SECONDS);

        assertThat(action.join()).hasSize(2);
        writer.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | action is missing",
                "{\"action\":\"explode\",\"issue_ids\":[\"ID\"]} | action must be one of resolve, unresolve, archive,"
                        + " discard, delete, assign, restore",
                "{\"action\":\"resolve\"} | issue_ids must be a list of 1 to 100",
                "{\"action\":\"resolve\",\"issue_ids\":[]} | issue_ids must be a list of 1 to 100",
                "{\"action\":\"resolve\",\"issue_ids\":[1]} | issue_ids must be a UUID",
                "{\"action\":\"resolve\",\"issue_ids\":[\"x\"]} | issue_ids must be a UUID",
                "{\"action\":\"assign\",\"issue_ids\":[\"ID\"]} | user_id is missing",
                "{\"action\":\"restore\"} | states must be a list of 1 to 100",
                "{\"action\":\"restore\",\"states\":[1]} | states must hold objects alone",
                "{\"action\":\"restore\",\"states\":[{}]} | states.id must be a UUID",
                "{\"action\":\"restore\",\"states\":[{\"id\":\"ID\",\"status\":\"deleted\",\"changed\":\"x\"}]} |"
                        + " states.status must be one of unresolved, resolved, archived, discarded",
                "{\"action\":\"restore\",\"states\":[{\"id\":\"ID\",\"status\":\"resolved\"}]} |"
                        + " states.changed is missing",
                "{\"action\":\"restore\",\"states\":[{\"id\":\"ID\",\"status\":\"resolved\",\"changed\":\"x\","
                        + "\"assigned_to\":1}]} | states.assigned_to must be a UUID",
            })
    void aBadRequestIsRefusedInWords(String body, String words) {
        RawHttp.Answer answer = SERVER.http().post(BulkRequests.PATH, body.replace("ID", one.toString()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
    }

    @Test
    void aHundredIssuesAreTakenAndNoMore() {
        UUID[] hundred = new UUID[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = DATA.issue("Issue " + i, Duration.ZERO);
        }

        List<JsonObject> done = REQUESTS.act("archive", hundred);
        assertThat(done).hasSize(100).allSatisfy(result -> assertThat(result.getString("status"))
                .isEqualTo("ok"));
        assertThat(REQUESTS.restore(done))
                .allSatisfy(result -> assertThat(result.getString("status")).isEqualTo("ok"));
        JsonObject more = BulkRequests.body("archive", hundred);
        more.getJsonArray("issue_ids").add(one.toString());
        assertThat(SERVER.http().post(BulkRequests.PATH, more).status()).isEqualTo(400);
    }

    private static void lock(PgConnection writer, UUID issue) throws Exception {
        assertThat(writer.preparedQuery("SELECT 1 FROM issues WHERE id = $1 FOR NO KEY UPDATE NOWAIT")
                        .execute(Tuple.of(issue))
                        .await(10, TimeUnit.SECONDS))
                .hasSize(1);
    }
}
