package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

/** One action on many issues, and its undo. */
final class BulkActionsTest {
    private static final String PATH = "/api/v1/projects/1/issues/actions";

    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static UUID user;
    private UUID one;
    private UUID two;

    @BeforeAll
    static void aMember() {
        People people = new People(SERVER);
        user = people.user("ann@a.example");
        UUID unused = people.member(people.defaultOrganization(), user, "member");
    }

    @BeforeEach
    void issues() {
        one = DATA.issue("One", Duration.ZERO);
        two = DATA.issue("Two", Duration.ZERO);
    }

    @Test
    void everyIssueHasAResultInTheOrderOfTheRequest() {
        DATA.sql("UPDATE issues SET status = 'archived', assigned_to = $2 WHERE id = $1", two, user);
        UUID missing = UUID.randomUUID();

        List<JsonObject> results = act("resolve", two, missing, one, two);

        assertThat(results.stream().map(result -> result.getString("id")))
                .containsExactly(two.toString(), missing.toString(), one.toString());
        assertThat(results.stream().map(result -> result.getString("status"))).containsExactly("ok", "not_found", "ok");
        assertThat(results.get(0).getJsonObject("before"))
                .isEqualTo(new JsonObject().put("status", "archived").put("assigned_to", user.toString()));
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

    @ParameterizedTest
    @ValueSource(strings = {"resolve", "unresolve", "archive", "discard", "assign"})
    void whatWasDoneIsUndone(String action) {
        DATA.sql("UPDATE issues SET status = 'archived' WHERE id = $1 AND $2 = 'unresolve'", one, action);
        DATA.sql(
                "UPDATE issues SET status = 'resolved', assigned_to = $3 WHERE id = $1 AND $2 <> 'resolve'",
                two,
                action,
                user);
        List<JsonObject> before = states();
        JsonObject body = new JsonObject()
                .put("issue_ids", List.of(one.toString(), two.toString()))
                .put("action", action)
                .put("user_id", "");
        List<JsonObject> done = results(SERVER.http().post(PATH, body));

        List<JsonObject> undone = restore(done);

        assertThat(undone.stream().map(result -> result.getString("status"))).containsOnly("ok");
        assertThat(states()).isEqualTo(before);
        assertThat(results(SERVER.http().post(PATH, body)).stream().map(result -> result.getString("status")))
                .as("and done again")
                .containsOnly("ok");
    }

    @Test
    void anUndoIsToldAsOne() {
        List<JsonObject> done = act("archive", one);
        List<JsonObject> undone = restore(done);

        assertThat(SERVER.announcements().changesOf(one).stream().map(IssueChanged::action))
                .containsExactly(IssueAction.ARCHIVED, IssueAction.UNRESOLVED);
        JsonObject entry = SERVER.announcements().activitiesOf(one).get(1);
        assertThat(entry.getString("kind")).isEqualTo("unresolved");
        assertThat(entry.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("undo", true).put("before", "archived"));
        assertThat(undone.get(0).getJsonObject("before").getString("status")).isEqualTo("archived");
        assertThat(restore(undone).get(0).getString("status"))
                .as("an undo can be undone")
                .isEqualTo("ok");
        assertThat(DATA.status(one)).isEqualTo("archived");
    }

    @Test
    void whatSomebodyChangedSinceIsLeftAsItIs() {
        List<JsonObject> done = act("archive", one, two);
        act("assign", two);
        act("resolve", two);
        act("archive", two);

        List<JsonObject> undone = restore(done);

        assertThat(undone.stream().map(result -> result.getString("status"))).containsExactly("ok", "conflict");
        assertThat(undone.get(1).fieldNames()).containsExactly("id", "status");
        assertThat(DATA.status(one)).isEqualTo("unresolved");
        assertThat(DATA.status(two))
                .as("in the same state, but by somebody else")
                .isEqualTo("archived");
    }

    @Test
    void moreEventsAreNoChangeAndARegressionIsOne() {
        List<JsonObject> done = act("resolve", one, two);
        DATA.event(one, Duration.ZERO, new JsonObject());
        DATA.sql("UPDATE issues SET hour_count = 7, last_seen = now(), level = 'fatal' WHERE id = $1", one);
        DATA.sql("UPDATE issues SET status = 'unresolved', regressed_at = now() WHERE id = $1", two);
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + one + "/comments", new JsonObject().put("text", "nor is this"))
                        .status())
                .isEqualTo(201);

        assertThat(restore(done).stream().map(result -> result.getString("status")))
                .containsExactly("ok", "conflict");
    }

    @Test
    void anIssueThatWasMergedOrDeletedSinceIsNotFound() {
        List<JsonObject> done = act("archive", one, two);
        act("delete", one);
        DATA.sql("UPDATE issues SET merged_into = gen_random_uuid() WHERE id = $1", two);

        assertThat(restore(done).stream().map(result -> result.getString("status")))
                .containsExactly("not_found", "not_found");
        assertThat(DATA.status(one)).isEqualTo("deleted");
    }

    @Test
    void aFormerAssigneeWhoLeftIsAConflict() {
        People people = new People(SERVER);
        UUID joe = people.user("joe" + one + "@a.example");
        UUID membership = people.member(people.defaultOrganization(), joe, "member");
        DATA.sql("UPDATE issues SET assigned_to = $2 WHERE id = $1", one, joe);
        List<JsonObject> done =
                results(SERVER.http().post(PATH, request("assign", one).putNull("user_id")));
        DATA.sql("DELETE FROM org_memberships WHERE id = $1", membership);

        assertThat(restore(done).get(0).getString("status")).isEqualTo("conflict");
    }

    @Test
    void aDeletionFreesFingerprintsAndHasNoUndo() {
        JsonObject deleted = act("delete", one).get(0);

        assertThat(deleted.fieldNames()).containsExactly("id", "status", "before");
        assertThat(DATA.number("SELECT count(*) FROM issue_fingerprints WHERE issue_id = $1", one))
                .isZero();
        assertThat(act("delete", one).get(0).getString("status")).isEqualTo("not_found");
    }

    @Test
    void nothingIsDoneForAnAssigneeWhoIsNoMember() {
        RawHttp.Answer answer = SERVER.http()
                .post(
                        PATH,
                        request("assign", one).put("user_id", UUID.randomUUID().toString()));

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
                SERVER.http().post("/api/v1/projects/" + other + "/issues/actions", request("resolve", one));

        assertThat(results(answer).get(0).getString("status")).isEqualTo("not_found");
        assertThat(DATA.status(one)).isEqualTo("unresolved");
    }

    /** A writer that holds the issue with the higher id and then wants the other would be in a deadlock otherwise. */
    @Test
    void issuesAreLockedInTheOrderOfTheirIds() throws Exception {
        List<UUID> ids = new ArrayList<>(List.of(one, two));
        ids.sort((left, right) -> left.toString().compareTo(right.toString()));
        PgConnection writer = DATA.database().connect().await(10, TimeUnit.SECONDS);
        writer.query("SET deadlock_timeout = '1min'").execute().await(10, TimeUnit.SECONDS);
        writer.query("BEGIN").execute().await(10, TimeUnit.SECONDS);
        lock(writer, ids.get(0));
        Collections.reverse(ids);
        CompletableFuture<List<JsonObject>> action =
                CompletableFuture.supplyAsync(() -> act("resolve", ids.get(0), ids.get(1)));
        Awaitility.await().until(() -> DATA.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);

        lock(writer, ids.get(0));
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
        RawHttp.Answer answer = SERVER.http().post(PATH, body.replace("ID", one.toString()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
    }

    @Test
    void aHundredIssuesAreTakenAndNoMore() {
        UUID[] hundred = new UUID[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = DATA.issue("Issue " + i, Duration.ZERO);
        }

        List<JsonObject> done = act("archive", hundred);
        assertThat(done).hasSize(100).allSatisfy(result -> assertThat(result.getString("status"))
                .isEqualTo("ok"));
        assertThat(restore(done))
                .allSatisfy(result -> assertThat(result.getString("status")).isEqualTo("ok"));
        JsonObject more = request("archive", hundred);
        more.getJsonArray("issue_ids").add(one.toString());
        assertThat(SERVER.http().post(PATH, more).status()).isEqualTo(400);
    }

    private static void lock(PgConnection writer, UUID issue) throws Exception {
        assertThat(writer.preparedQuery("SELECT 1 FROM issues WHERE id = $1 FOR NO KEY UPDATE")
                        .execute(Tuple.of(issue))
                        .await(10, TimeUnit.SECONDS))
                .hasSize(1);
    }

    private List<JsonObject> states() {
        List<JsonObject> states = new ArrayList<>();
        for (UUID issue : List.of(one, two)) {
            states.add(DATA.sql("SELECT to_jsonb(i) - 'last_resolved_at' FROM issues i WHERE id = $1", issue)
                    .iterator()
                    .next()
                    .getJsonObject(0));
        }
        return states;
    }

    private static JsonObject request(String action, UUID... issues) {
        JsonArray ids = new JsonArray();
        for (UUID issue : issues) {
            ids.add(issue.toString());
        }
        return new JsonObject().put("issue_ids", ids).put("action", action);
    }

    @CanIgnoreReturnValue
    private static List<JsonObject> act(String action, UUID... issues) {
        return results(SERVER.http().post(PATH, request(action, issues).put("user_id", user.toString())));
    }

    private static List<JsonObject> restore(List<JsonObject> done) {
        JsonArray states = new JsonArray();
        done.forEach(result -> states.add(result.getJsonObject("before")
                .copy()
                .put("id", result.getString("id"))
                .put("changed", result.getString("changed"))));
        return results(SERVER.http()
                .post(PATH, new JsonObject().put("action", "restore").put("states", states)));
    }

    private static List<JsonObject> results(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonObject> results = new ArrayList<>();
        JsonArray array = answer.object().getJsonArray("results");
        for (int i = 0; i < array.size(); i++) {
            results.add(array.getJsonObject(i));
        }
        return results;
    }
}
