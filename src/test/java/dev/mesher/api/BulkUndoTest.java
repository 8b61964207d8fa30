package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.IssueAction;
import dev.mesher.event.IssueChanged;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The undo of an action on many issues. */
final class BulkUndoTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"resolve", "unresolve", "archive", "discard", "assign"})
    void whatWasDoneIsUndone(String action) {
        DATA.sql("UPDATE issues SET status = 'archived' WHERE id = $1 AND $2 = 'unresolve'", one, action);
        DATA.sql(
                "UPDATE issues SET status = 'resolved', assigned_to = $3 WHERE id = $1 AND $2 <> 'resolve'",
                two,
                action,
                USER);
        List<JsonObject> before = states();
        JsonObject body = new JsonObject()
                .put("issue_ids", List.of(one.toString(), two.toString()))
                .put("action", action)
                .put("user_id", "");
        List<JsonObject> done = BulkRequests.results(SERVER.http().post(BulkRequests.PATH, body));

        List<JsonObject> undone = REQUESTS.restore(done);

        assertThat(BulkRequests.statuses(undone)).containsOnly("ok");
        assertThat(states()).isEqualTo(before);
        assertThat(BulkRequests.statuses(BulkRequests.results(SERVER.http().post(BulkRequests.PATH, body))))
                .as("and done again")
                .containsOnly("ok");
    }

    @Test
    void anUndoIsToldAsOne() {
        List<JsonObject> done = REQUESTS.act("archive", one);
        List<JsonObject> undone = REQUESTS.restore(done);

        assertThat(SERVER.announcements().changesOf(one).stream().map(IssueChanged::action))
                .containsExactly(IssueAction.ARCHIVED, IssueAction.UNRESOLVED);
        JsonObject entry = SERVER.announcements().activitiesOf(one).get(1);
        assertThat(entry.getString("kind")).isEqualTo("unresolved");
        assertThat(entry.getJsonObject("data"))
                .isEqualTo(new JsonObject().put("undo", true).put("before", "archived"));
        assertThat(undone.get(0).getJsonObject("before").getString("status")).isEqualTo("archived");
        assertThat(REQUESTS.restore(undone).get(0).getString("status"))
                .as("an undo can be undone")
                .isEqualTo("ok");
        assertThat(DATA.status(one)).isEqualTo("archived");
    }

    @Test
    void whatSomebodyChangedSinceIsLeftAsItIs() {
        List<JsonObject> done = REQUESTS.act("archive", one, two);
        REQUESTS.act("unresolve", two);
        REQUESTS.act("archive", two);

        List<JsonObject> undone = REQUESTS.restore(done);

        assertThat(BulkRequests.statuses(undone)).containsExactly("ok", "conflict");
        assertThat(undone.get(1).fieldNames()).containsExactly("id", "status");
        assertThat(DATA.status(one)).isEqualTo("unresolved");
        assertThat(DATA.status(two))
                .as("in the same state, but by somebody else")
                .isEqualTo("archived");
    }

    /** The later time of resolving decides which events reopen the issue. */
    @Test
    void resolvingAgainIsAChange() {
        List<JsonObject> done = REQUESTS.act("resolve", one);
        // As another resolving does, which might come in the same millisecond here.
        DATA.sql("UPDATE issues SET last_resolved_at = last_resolved_at + interval '1 millisecond' WHERE id = $1", one);

        assertThat(BulkRequests.statuses(REQUESTS.restore(done))).containsExactly("conflict");
    }

    @Test
    void moreEventsAreNoChangeAndARegressionIsOne() {
        List<JsonObject> done = REQUESTS.act("resolve", one, two);
        DATA.event(one, Duration.ZERO, new JsonObject());
        DATA.sql("UPDATE issues SET hour_count = 7, last_seen = now(), level = 'fatal' WHERE id = $1", one);
        DATA.sql("UPDATE issues SET status = 'unresolved', regressed_at = now() WHERE id = $1", two);
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + one + "/comments", new JsonObject().put("text", "nor is this"))
                        .status())
                .isEqualTo(201);

        assertThat(BulkRequests.statuses(REQUESTS.restore(done))).containsExactly("ok", "conflict");
    }

    @Test
    void anIssueThatWasMergedOrDeletedSinceIsNotFound() {
        List<JsonObject> done = REQUESTS.act("archive", one, two);
        REQUESTS.act("delete", one);
        DATA.sql("UPDATE issues SET merged_into = gen_random_uuid() WHERE id = $1", two);

        assertThat(BulkRequests.statuses(REQUESTS.restore(done))).containsExactly("not_found", "not_found");
        assertThat(DATA.status(one)).isEqualTo("deleted");
    }

    @Test
    void aFormerAssigneeWhoLeftIsAConflict() {
        People people = new People(SERVER);
        UUID joe = people.user("joe" + one + "@a.example");
        UUID membership = people.member(people.defaultOrganization(), joe, "member");
        DATA.sql("UPDATE issues SET assigned_to = $2 WHERE id = $1", one, joe);
        List<JsonObject> done = BulkRequests.results(SERVER.http()
                .post(BulkRequests.PATH, BulkRequests.body("assign", one).putNull("user_id")));
        DATA.sql("DELETE FROM org_memberships WHERE id = $1", membership);

        assertThat(REQUESTS.restore(done).get(0).getString("status")).isEqualTo("conflict");
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
}
