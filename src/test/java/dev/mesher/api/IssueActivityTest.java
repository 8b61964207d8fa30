package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The activity of an issue: what happened to it, and who did it. */
final class IssueActivityTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static String ann = "";
    private static UUID annsId;
    private UUID issue;

    @BeforeAll
    static void people() {
        People people = new People(SERVER);
        ann = people.signedIn(people.defaultOrganization(), "ann@a.example", "member");
        DATA.sql("UPDATE users SET display_name = 'Ann' WHERE email = 'ann@a.example'");
        annsId = DATA.sql("SELECT id FROM users WHERE email = 'ann@a.example'")
                .iterator()
                .next()
                .getUUID(0);
    }

    @BeforeEach
    void anIssue() {
        issue = DATA.issue("Boom", Duration.ZERO);
    }

    @Test
    void everyActionIsToldWithItsUserNewestFirst() {
        act("resolve", new JsonObject(), ann);
        act("unresolve", new JsonObject());
        act("archive", new JsonObject(), ann);
        act("assign", new JsonObject().put("user_id", annsId.toString()), ann);
        act("assign", new JsonObject());
        act("discard", new JsonObject(), ann);

        List<JsonObject> activity = activity(issue);

        assertThat(activity.stream().map(entry -> entry.getString("kind")))
                .containsExactly("discarded", "assigned", "assigned", "archived", "unresolved", "resolved");
        JsonObject user = new JsonObject().put("id", annsId.toString()).put("display_name", "Ann");
        assertThat(activity.get(0).fieldNames()).containsExactly("id", "at", "kind", "user", "data");
        assertThat(activity.get(0).getJsonObject("user")).isEqualTo(user);
        assertThat(activity.get(0).getJsonObject("data")).isEqualTo(new JsonObject().put("before", "archived"));
        assertThat(activity.get(1).getValue("user")).isNull();
        assertThat(activity.get(1).getJsonObject("data"))
                .isEqualTo(new JsonObject().putNull("assigned_to").put("before", annsId.toString()));
        assertThat(activity.get(2).getJsonObject("data"))
                .isEqualTo(new JsonObject().put("assigned_to", user).putNull("before"));
        assertThat(SERVER.announcements().activitiesOf(issue)).containsExactlyInAnyOrderElementsOf(activity);
    }

    @Test
    void anActionThatChangesNothingIsNotTold() {
        act("resolve", new JsonObject());
        act("resolve", new JsonObject(), ann);
        act("assign", new JsonObject());

        assertThat(activity(issue)).hasSize(1);
    }

    @Test
    void aDeletionIsAnnouncedWithItsUser() {
        act("delete", new JsonObject(), ann);

        assertThat(SERVER.announcements().activitiesOf(issue)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("kind")).isEqualTo("deleted");
            assertThat(entry.getJsonObject("user").getString("display_name")).isEqualTo("Ann");
        });
        assertThat(SERVER.http().get(path(issue)).status()).isEqualTo(404);
    }

    /** The trigger must not run for updates that only count, which are nearly all. */
    @Test
    void aRegressionIsToldAndCountingIsNot() {
        DATA.sql("UPDATE issues SET event_count = event_count + 1, regressed_at = regressed_at WHERE id = $1", issue);
        assertThat(activity(issue)).isEmpty();
        DATA.sql("UPDATE issues SET status = 'resolved' WHERE id = $1", issue);
        DATA.sql("UPDATE issues SET status = 'unresolved', regressed_at = now() WHERE id = $1", issue);

        assertThat(activity(issue)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("kind")).isEqualTo("regressed");
            assertThat(entry.getValue("user")).isNull();
            assertThat(entry.getJsonObject("data")).isEqualTo(new JsonObject().put("before", "resolved"));
        });
    }

    /** At once: the end of the move, which would carry along the rest, is held up. */
    @Test
    void aMergeCarriesTheActivityAlong() throws Exception {
        UUID source = DATA.issue("Bang", Duration.ZERO);
        UUID rule = DATA.sql(
                        "INSERT INTO alert_rules (project_id, name, condition_json)"
                                + " VALUES ($1, 'r', '{\"condition_type\":\"new_issue\"}') RETURNING id",
                        DATA.project())
                .iterator()
                .next()
                .getUUID(0);
        DATA.sql(
                "INSERT INTO alerts (rule_id, project_id, message, condition_snapshot, issue_id)"
                        + " VALUES ($1, $2, 'm', '{}', $3)",
                rule,
                DATA.project(),
                source);
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + source + "/archive", "{}", ann)
                        .status())
                .isEqualTo(200);

        PgConnection other = DATA.database().connect().await(10, TimeUnit.SECONDS);
        other.query("BEGIN; LOCK TABLE issue_hours IN EXCLUSIVE MODE").execute().await(10, TimeUnit.SECONDS);

        CompletableFuture<Void> merge = CompletableFuture.runAsync(
                () -> act("merge", new JsonObject().put("issue_ids", List.of(source.toString())), ann));
        Awaitility.await().until(() -> DATA.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
        List<JsonObject> activity = activity(issue);
        JsonArray alerts =
                SERVER.http().get("/api/v1/projects/1/alerts?issue=" + issue).array();
        other.query("COMMIT").execute().await(10, TimeUnit.SECONDS);
        other.close().await(10, TimeUnit.SECONDS);
        merge.join();

        assertThat(activity.stream().map(entry -> entry.getString("kind"))).containsExactly("merged", "archived");
        assertThat(activity.get(0).getJsonObject("user").getString("display_name"))
                .isEqualTo("Ann");
        assertThat(activity.get(0).getJsonObject("data").getJsonArray("issues"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("id", source.toString()).put("title", "Bang")));
        assertThat(SERVER.announcements().activitiesOf(issue)).hasSize(1);
        assertThat(alerts).hasSize(1);
    }

    @Test
    void anUnmergeIsToldInBothIssues() {
        DATA.sql(
                "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id) VALUES ($1, 'computed', $2)",
                DATA.project(),
                issue);
        DATA.event(issue, Duration.ZERO, new JsonObject().put("message", "apart"));
        JsonObject apart = SERVER.http()
                .post(
                        "/api/v1/issues/" + issue + "/unmerge",
                        new JsonObject().put("fingerprints", List.of("computed")),
                        ann)
                .object();
        UUID opened = UUID.fromString(apart.getString("issue_id"));

        JsonObject into = activity(issue).get(0);
        JsonObject from = activity(opened).get(0);

        assertThat(into.getString("kind")).isEqualTo("unmerged");
        assertThat(into.getJsonObject("data").getJsonObject("into").getString("id"))
                .isEqualTo(opened.toString());
        assertThat(from.getJsonObject("data").getJsonObject("from"))
                .isEqualTo(new JsonObject().put("id", issue.toString()).put("title", "Boom"));
        assertThat(from.getJsonObject("user").getString("id")).isEqualTo(annsId.toString());
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            act(i % 2 == 0 ? "resolve" : "unresolve", new JsonObject());
        }
        List<String> ids = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 3; page++) {
            JsonObject answer = SERVER.http().get(path(issue) + query).object();
            ids.addAll(
                    entries(answer).stream().map(entry -> entry.getString("id")).toList());
            assertThat(answer.getBoolean("has_more")).isEqualTo(page < 2);
            query = "?limit=2&cursor=" + answer.getString("next_cursor") + "&cursor_id="
                    + answer.getString("next_cursor_id");
        }

        assertThat(ids)
                .containsExactlyElementsOf(activity(issue).stream()
                        .map(entry -> entry.getString("id"))
                        .collect(Collectors.toList()));
        assertThat(ids).hasSize(5);
    }

    @Test
    void theDetailNamesWhoResolvedTheIssue() {
        assertThat(detail().containsKey("resolved_by")).isTrue();
        assertThat(detail().getValue("resolved_by")).isNull();
        act("resolve", new JsonObject(), ann);
        act("unresolve", new JsonObject());

        assertThat(detail().getJsonObject("resolved_by").getString("display_name"))
                .isEqualTo("Ann");
    }

    /** Nobody's name is lost with the account: it is shown as nobody. */
    @Test
    void theActivityOutlivesTheAccount() {
        People people = new People(SERVER);
        String joe = people.signedIn(people.defaultOrganization(), "joe@a.example", "member");
        act("archive", new JsonObject(), joe);
        assertThat(activity(issue).get(0).getJsonObject("user").getString("display_name"))
                .as("an account without a name is shown by its address")
                .isEqualTo("joe@a.example");

        DATA.sql("DELETE FROM users WHERE email = 'joe@a.example'");

        assertThat(activity(issue).get(0).getValue("user")).isNull();
    }

    private static JsonObject detailOf(UUID of) {
        return SERVER.http().get("/api/v1/issues/" + of).object();
    }

    private JsonObject detail() {
        return detailOf(issue);
    }

    private void act(String action, JsonObject body, String... headers) {
        RawHttp.Answer answer = SERVER.http().post("/api/v1/issues/" + issue + "/" + action, body, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String path(UUID of) {
        return "/api/v1/issues/" + of + "/activity";
    }

    private static List<JsonObject> activity(UUID of) {
        return entries(SERVER.http().get(path(of)).object());
    }

    private static List<JsonObject> entries(JsonObject page) {
        JsonArray data = page.getJsonArray("data");
        return IntStream.range(0, data.size()).mapToObj(data::getJsonObject).toList();
    }
}
