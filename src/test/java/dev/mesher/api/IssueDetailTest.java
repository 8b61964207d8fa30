package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.http.Times;
import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One issue, and what is left of one that was merged into another. */
final class IssueDetailTest {
    @AutoClose
    private final ApiServer server = new ApiServer();

    private final StoredData data = server.data();
    private final RawHttp http = server.http();
    private UUID issue;

    @BeforeEach
    void anIssue() {
        issue = data.issue("Boom", Duration.ofDays(1));
    }

    @Test
    void whoHasItAndWhatItOwns() {
        UUID user = new People(server).user("ada@a.example");
        data.sql("UPDATE issues SET assigned_to = $2 WHERE id = $1", issue, user);
        data.sql(
                "INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id) VALUES ($1, 'a later one', $2)",
                data.project(),
                issue);

        JsonObject read = http.get(path(issue)).object();

        assertThat(read.getString("assigned_to")).isEqualTo(user.toString());
        assertThat(read.getJsonObject("assignee"))
                .isEqualTo(new JsonObject()
                        .put("id", user.toString())
                        .put("email", "ada@a.example")
                        .put("display_name", ""));
        assertThat(read.getJsonArray("fingerprints").stream().map(each -> ((JsonObject) each).getString("fingerprint")))
                .containsExactly("fingerprint 1", "a later one");
        JsonObject later = read.getJsonArray("fingerprints").getJsonObject(1);
        assertThat(later.getInteger("algorithm")).isEqualTo(1);
        assertThat(Times.parse(later.getString("created_at"))).isPresent();
    }

    @Test
    void theReleaseOfTheFirstEventIsNotGuessedOnceItHasExpired() {
        UUID first = data.event(issue, Duration.ofDays(1), new JsonObject().put("release", "1.0"));
        UUID second = data.event(issue, Duration.ofHours(2), new JsonObject().put("release", "1.1"));
        UUID last = data.event(issue, Duration.ofHours(1), new JsonObject().put("release", "1.2"));
        assertThat(releases()).containsExactly("1.0", "1.2");

        data.sql("DELETE FROM events WHERE id = $1", first);
        assertThat(releases()).containsExactly(null, "1.2");

        data.sql("DELETE FROM events WHERE id = ANY ($1)", (Object) new UUID[] {second, last});
        assertThat(releases()).containsExactly(null, null);
        assertThat(http.get(path(issue)).object().getValue("type")).isNull();
    }

    @Test
    void typeAndValueAreThoseItOpenedWithOrThoseOfTheNewestEvent() {
        UUID event = data.event(issue, Duration.ofHours(1), new JsonObject());
        data.sql("UPDATE events SET exception_type = 'Later', exception_value = repeat('x', 501) WHERE id = $1", event);
        assertThat(http.get(path(issue)).object().getString("type")).isEqualTo("Later");
        assertThat(http.get(path(issue)).object().getString("value")).isEqualTo("x".repeat(500));

        data.sql("UPDATE issues SET exception_type = 'First' WHERE id = $1", issue);
        assertThat(http.get(path(issue)).object().getString("type")).isEqualTo("First");
        assertThat(http.get(path(issue)).object().getValue("value")).isNull();
    }

    @Test
    void ofOneThatIsBeingMergedItSaysWhereTo() {
        UUID target = data.issue("Bang", Duration.ZERO);
        data.sql("UPDATE issues SET merged_into = $2 WHERE id = $1", issue, target);

        assertThat(http.get(path(issue)).object()).isEqualTo(mergedInto(target));
        assertThat(http.get(path(issue) + "/events").status()).isEqualTo(200);
    }

    @Test
    void ofOneThatWasMergedNothingElseIsThere() {
        UUID gone = merged(issue);

        assertThat(http.get(path(gone)).object()).isEqualTo(mergedInto(issue));
        for (String read : List.of("/events", "/timeline")) {
            assertThat(http.get(path(gone) + read).error()).as(read).isEqualTo("issue not found");
        }
        for (String action : List.of("resolve", "unresolve", "archive", "discard", "delete", "assign")) {
            assertThat(http.post(path(gone) + "/" + action, "{}").status())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(http.post(path(gone) + "/merge", "{\"issue_ids\":[\"" + issue + "\"]}")
                        .status())
                .isEqualTo(404);
        assertThat(http.post(path(gone) + "/unmerge", "{\"fingerprints\":[\"f\"]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aMergedOneIsNotThereOnceTheOtherIsDeleted() {
        UUID gone = merged(issue);
        assertThat(http.post(path(issue) + "/delete", "{}").status()).isEqualTo(200);

        assertThat(http.get(path(issue)).status()).isEqualTo(404);
        assertThat(http.get(path(gone)).status()).isEqualTo(404);

        data.sql("DELETE FROM issues WHERE id = $1", issue);
        assertThat(data.number("SELECT count(*) FROM merged_issues")).isZero();
    }

    @Test
    void aMergedOneIsSeenByTheMembersOfItsOrganisationAlone() {
        UUID gone = merged(issue);
        People people = new People(server);
        String member = people.signedIn(people.defaultOrganization(), "member@a.example", "member");
        String stranger = people.signedIn(people.organization("other"), "owner@b.example", "owner");

        assertThat(http.get(path(gone), member).object()).isEqualTo(mergedInto(issue));
        assertThat(http.get(path(gone), stranger).status()).isEqualTo(404);
        assertThat(http.get(path(gone), People.bearer("mshp_" + "A".repeat(43))).status())
                .isEqualTo(401);
    }

    private List<Object> releases() {
        JsonObject read = http.get(path(issue)).object();
        return Arrays.asList(read.getValue("first_release"), read.getValue("last_release"));
    }

    private UUID merged(UUID into) {
        UUID gone = UUID.randomUUID();
        data.sql("INSERT INTO merged_issues (issue_id, merged_into) VALUES ($1, $2)", gone, into);
        return gone;
    }

    private static JsonObject mergedInto(UUID target) {
        return new JsonObject().put("merged_into", target.toString());
    }

    private static String path(UUID issue) {
        return "/api/v1/issues/" + issue;
    }
}
