package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.RawHttp;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommentsTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();
    private static String ann = "";
    private static String joe = "";
    private static String admin = "";
    private UUID issue;

    @BeforeAll
    static void people() {
        People people = new People(SERVER);
        UUID here = people.defaultOrganization();
        ann = people.signedIn(here, "ann@a.example", "member");
        joe = people.signedIn(here, "joe@a.example", "member");
        admin = people.signedIn(here, "admin@a.example", "admin");
    }

    @BeforeEach
    void anIssue() {
        issue = DATA.issue("Boom", Duration.ZERO);
    }

    @Test
    void aCommentIsPartOfTheActivity() {
        String text = " <b>not markup</b>\n\u00e4\ud83d\ude00 ";
        RawHttp.Answer made = comment(text, ann);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.object().getString("kind")).isEqualTo("comment");
        assertThat(made.object().getJsonObject("data")).isEqualTo(new JsonObject().put("text", text));
        assertThat(made.object().getJsonObject("user").getString("display_name"))
                .isEqualTo("ann@a.example");
        assertThat(newest()).isEqualTo(made.object());
        assertThat(SERVER.announcements().activitiesOf(issue)).containsExactly(made.object());
    }

    @Test
    void onlyItsAuthorEditsItAndTheEditIsShown() {
        JsonObject made = comment("first", ann).object();
        String path = "/api/v1/comments/" + made.getString("id");
        JsonObject text = new JsonObject().put("text", "second");

        for (String other : new String[] {joe, admin}) {
            assertThat(SERVER.http().post(path, text, other).status()).isEqualTo(403);
        }
        assertThat(SERVER.http().post(path, text).status())
                .as("a caller without an account")
                .isEqualTo(403);
        assertThat(newest()).isEqualTo(made);
        RawHttp.Answer edited = SERVER.http().post(path, text, ann);

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.object().getString("at")).isEqualTo(made.getString("at"));
        assertThat(edited.object().getJsonObject("data").getString("text")).isEqualTo("second");
        assertThat(edited.object().getJsonObject("data").getString("edited_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z")
                .isGreaterThan(made.getString("at"));
        assertThat(newest()).isEqualTo(edited.object());
        assertThat(SERVER.announcements().activitiesOf(issue)).containsExactly(made, edited.object());
    }

    @Test
    void itsAuthorAndAdminsDeleteIt() {
        String first = comment("first", ann).object().getString("id");
        String second = comment("second", ann).object().getString("id");

        assertThat(delete(first, joe)).isEqualTo(403);
        assertThat(delete(first, ann)).isEqualTo(200);
        assertThat(delete(second, admin)).isEqualTo(200);

        assertThat(delete(first, ann)).isEqualTo(404);
        assertThat(SERVER.http()
                        .get("/api/v1/issues/" + issue + "/activity")
                        .object()
                        .getJsonArray("data"))
                .isEmpty();
        assertThat(SERVER.announcements().activitiesOf(issue).get(2).getJsonObject("data"))
                .isEqualTo(new JsonObject().put("deleted", true));
    }

    @Test
    void aCallerWithoutAnAccountCommentsAsNobody() {
        JsonObject made = comment("by this machine").object();

        assertThat(made.getValue("user")).isNull();
        assertThat(SERVER.http()
                        .post("/api/v1/comments/" + made.getString("id"), new JsonObject().put("text", "again"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | text must be a text of 1 to 10000 characters",
                "{\"text\":1} | text must be a text of 1 to 10000 characters",
                "{\"text\":\" \\n \"} | text must be a text of 1 to 10000 characters",
                "{\"text\":\"a\\u0000\"} | text holds a NUL character",
            })
    void aBadTextIsRefused(String body, String words) {
        RawHttp.Answer answer = SERVER.http().post("/api/v1/issues/" + issue + "/comments", body, ann);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(words);
    }

    @Test
    void theLongestTextAndHalfACharacterAreTaken() {
        assertThat(comment("\u20ac".repeat(10_000), ann).status()).isEqualTo(201);
        assertThat(comment("x".repeat(10_001), ann).status()).isEqualTo(400);
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + issue + "/comments", "{\"text\":\"\\ud800\"}", ann)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anIssueHoldsSoManyComments() {
        DATA.sql(
                "INSERT INTO activities (project_id, issue_id, kind, data)"
                        + " SELECT $1, $2, 'comment', '{\"text\":\"x\"}' FROM generate_series(1, 1000)",
                DATA.project(),
                issue);

        assertThat(comment("one more", ann).status()).isEqualTo(409);
    }

    @Test
    void nobodyCommentsOnWhatIsNotThere() {
        String comment = comment("first", ann).object().getString("id");
        DATA.sql("UPDATE issues SET status = 'deleted' WHERE id = $1", issue);

        assertThat(comment("too late", ann).status()).isEqualTo(404);
        assertThat(delete(comment, ann)).isEqualTo(404);
        assertThat(SERVER.http()
                        .post("/api/v1/comments/" + UUID.randomUUID(), new JsonObject().put("text", "x"), ann)
                        .error())
                .isEqualTo("comment not found");
    }

    /** Other entries of the activity are not comments, and stay. */
    @Test
    void otherEntriesAreNoComments() {
        assertThat(SERVER.http()
                        .post("/api/v1/issues/" + issue + "/archive", "{}", ann)
                        .status())
                .isEqualTo(200);

        assertThat(delete(newest().getString("id"), admin)).isEqualTo(404);
    }

    private RawHttp.Answer comment(String text, String... headers) {
        return SERVER.http().post("/api/v1/issues/" + issue + "/comments", new JsonObject().put("text", text), headers);
    }

    private static int delete(String comment, String bearer) {
        return SERVER.http()
                .post("/api/v1/comments/" + comment + "/delete", "{}", bearer)
                .status();
    }

    private JsonObject newest() {
        return SERVER.http()
                .get("/api/v1/issues/" + issue + "/activity")
                .object()
                .getJsonArray("data")
                .getJsonObject(0);
    }
}
